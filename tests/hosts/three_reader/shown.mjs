// What three.js makes of a USD file at some times: node shown.mjs FILE SECONDS...
import { readFileSync } from "node:fs";
import { AnimationMixer, LoopOnce, Quaternion, Vector3 } from "three";
import { USDLoader } from "three/addons/loaders/USDLoader.js";

const [file, ...seconds] = process.argv.slice(2);
const root = new USDLoader().parse(readFileSync(file, "utf8"));
const mixer = new AnimationMixer(root);
for (const clip of root.animations) {
  const action = mixer.clipAction(clip).setLoop(LoopOnce);
  action.clampWhenFinished = true;
  action.play();
}

function place(thing) {
  const [at, turn, scale] = [new Vector3(), new Quaternion(), new Vector3()];
  thing.matrixWorld.decompose(at, turn, scale);
  const ahead = new Vector3(0, 0, -1).applyQuaternion(turn);
  const up = new Vector3(0, 1, 0).applyQuaternion(turn);
  return { at: at.toArray(), ahead: ahead.toArray(), up: up.toArray() };
}

function light(thing) {
  const { name, type, intensity, width, height } = thing;
  return { name, type, intensity, width, height, color: thing.color.toArray(), ...place(thing) };
}

function camera(thing) {
  const metres = root.getWorldScale(new Vector3()).x; // of the file's own unit
  const focal_mm = thing.getFocalLength();
  return { focal_mm, focus_m: thing.focus * metres, fov_deg: thing.fov, ...place(thing) };
}

const shown = seconds.map((time) => {
  mixer.setTime(Number(time));
  root.updateWorldMatrix(true, true);
  const found = { cameras: [], lights: [] };
  root.traverse((thing) => {
    if (thing.isCamera) found.cameras.push(camera(thing));
    if (thing.isLight) found.lights.push(light(thing));
  });
  return found;
});
console.log(JSON.stringify(shown));
