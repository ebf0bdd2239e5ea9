"""How long a frame takes to develop, and a lookup table to make."""

from time import perf_counter

import numpy as np

from scene_stager.shot.stocks import stock_cube, stocks

ROWS, COLUMNS = 270, 480
TURNS = 15


def milliseconds(work):
    """The best of several turns: the one that was disturbed least."""
    best = np.inf
    for _ in range(TURNS):
        begin = perf_counter()
        work()
        best = min(best, perf_counter() - begin)
    return 1000.0 * best


def main():
    scene = np.random.default_rng(1).uniform(0.0, 1.5, (ROWS, COLUMNS, 3))
    print(f"{'stock':16} {'plain ms':>9} {'grain and halation ms':>22} {'33 cube ms':>11}")
    for name, stock in stocks().items():
        plain = milliseconds(lambda: stock.develop(scene, grain=0.0, halation=0.0))  # noqa: B023
        whole = milliseconds(lambda: stock.develop(scene))  # noqa: B023
        cube = milliseconds(lambda: stock_cube(stock))  # noqa: B023
        print(f"{name:16} {plain:9.1f} {whole:22.1f} {cube:11.1f}")


if __name__ == "__main__":
    main()
