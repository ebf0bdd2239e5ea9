// three.js over an equirectangular map of 32-bit floats: node _three_sh.mjs ROWS COLUMNS TURNS
import { readFileSync } from "node:fs";
import { SphericalHarmonics3 } from "three/src/math/SphericalHarmonics3.js";
import { Vector3 } from "three/src/math/Vector3.js";

const [rows, columns, turns] = process.argv.slice(2).map(Number);
const bytes = readFileSync("map.f32");
const light = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);

// The sum that LightProbeGenerator makes over a cube map, over this map's pixels instead.
function project() {
  const harmonics = new SphericalHarmonics3();
  const table = harmonics.coefficients;
  const way = new Vector3();
  const basis = new Array(9);
  for (let row = 0; row < rows; row++) {
    const top = Math.cos((row * Math.PI) / rows);
    const bottom = Math.cos(((row + 1) * Math.PI) / rows);
    const weight = ((top - bottom) * 2 * Math.PI) / columns;
    const polar = ((row + 0.5) * Math.PI) / rows;
    for (let column = 0; column < columns; column++) {
      const azimuth = Math.PI * (1 - (2 * (column + 0.5)) / columns);
      const level = Math.sin(polar);
      way.set(level * Math.cos(azimuth), level * Math.sin(azimuth), Math.cos(polar));
      SphericalHarmonics3.getBasisAt(way, basis);
      const at = 3 * (row * columns + column);
      for (let j = 0; j < 9; j++) {
        table[j].x += basis[j] * light[at] * weight;
        table[j].y += basis[j] * light[at + 1] * weight;
        table[j].z += basis[j] * light[at + 2] * weight;
      }
    }
  }
  return harmonics;
}

let best = Infinity;
let harmonics;
for (let turn = 0; turn < turns; turn++) {
  const begin = performance.now();
  harmonics = project();
  best = Math.min(best, performance.now() - begin);
}

const normals = [];
const irradiance = [];
for (let i = 0; i < 50; i++) {
  const up = 1 - (2 * i + 1) / 50;
  const turn = i * 2.4;
  const level = Math.sqrt(1 - up * up);
  const way = new Vector3(level * Math.cos(turn), level * Math.sin(turn), up);
  const lit = harmonics.getIrradianceAt(way, new Vector3());
  normals.push(way.toArray());
  irradiance.push(lit.toArray());
}
const coefficients = harmonics.coefficients.map((row) => row.toArray());
console.log(JSON.stringify({ milliseconds: best, coefficients, normals, irradiance }));
