"""How long a thing takes, for benches; no test is timed."""

import time


def median_ms(act, times, clock=time.perf_counter):
    """Milliseconds that something takes by a clock, the median of some times."""
    took_s = []
    for _ in range(times):
        started_s = clock()
        act()
        took_s.append(clock() - started_s)
    return 1e3 * sorted(took_s)[times // 2]
