"""What each rig does wrong, against the physics that makes it do so."""

import numpy as np
import pytest
from scipy.signal import find_peaks, lsim, welch

from scene_stager.shot.rigs import rigs
from scene_stager.shot.rigs.dolly import JOINT_M, WHEELBASE_M
from scene_stager.shot.rigs.technocrane import boom_mode_hz
from scene_stager.shot.rigs.wirecam import MASS_KG, TENSION_N
from tests.shot.motions import straight

GRAVITY_M_S2 = 9.80665
X, Y, Z, PAN, TILT, ROLL = range(6)


def shaken(name, motion, seed=1, **settings):
    profile = rigs()[name]
    return profile.signature(motion, seed, {**profile.settings, **settings})


def by_the_move(name, motion, seed=1, **settings):
    """The part that the move itself brings about: the same shot, less the same shot standing."""
    still = straight(motion.t_s)
    return shaken(name, motion, seed, **settings) - shaken(name, still, seed, **settings)


def rms(signal):
    return np.sqrt(np.mean(np.square(signal), axis=0))


def spectrum(signal, rate_hz, seconds=40.0):
    return welch(signal, rate_hz, nperseg=int(seconds * rate_hz), axis=0, window="hann")


LONG = straight(np.arange(30 * 1800) / 30.0)


# The tripod


def test_tripod_is_as_still_as_it_says():
    unrest = shaken("tripod_locked", LONG)
    np.testing.assert_allclose(rms(unrest[:, PAN:]), 0.002, rtol=0.03)
    np.testing.assert_allclose(rms(unrest[:, :PAN]), 2e-5, rtol=0.03)
    # At 35 mm a pixel of 4096 is .00995 degrees: less than .3 px.
    assert rms(unrest[:, PAN]) / 0.00995 < 0.3


def test_tripod_hears_the_floor_below_3_hz_and_its_legs_at_8():
    f_hz, power = spectrum(shaken("tripod_locked", LONG)[:, TILT], 30.0)
    inside = power[(f_hz > 0.45) & (f_hz < 3.05)].sum()
    legs = power[(f_hz > 5.0) & (f_hz < 10.9)].sum()
    assert inside / power.sum() == pytest.approx(0.7, abs=0.05)
    assert legs / power.sum() == pytest.approx(0.3, abs=0.05)
    upper = f_hz > 4.0
    centre_hz = np.sum(f_hz[upper] * power[upper]) / power[upper].sum()
    assert centre_hz == pytest.approx(8.0, abs=0.4)


# Motion control


def test_moco_does_not_stir_within_a_pass():
    motion = straight(np.arange(200) / 24.0, 3.0)
    for seed in range(5):
        assert np.ptp(shaken("moco", motion, seed, pass_number=2), axis=0).max() == 0.0


def test_moco_passes_lie_a_twentieth_of_a_millimetre_apart():
    motion = straight(np.zeros(1))
    passes = np.array([shaken("moco", motion, 7, pass_number=k)[0] for k in range(1, 2001)])
    # 2000 draws tell an RMS to within 2 %.
    np.testing.assert_allclose(rms(passes[:, :PAN]), 5e-5, rtol=0.08)
    np.testing.assert_allclose(rms(passes[:, PAN:]), 3e-3, rtol=0.08)
    assert np.abs(np.corrcoef(passes.T) - np.eye(6)).max() < 0.1
    again = shaken("moco", straight(np.array([3.5]), 2.0), 7, pass_number=5)[0]
    np.testing.assert_array_equal(again, passes[4])


# The crane


@pytest.mark.parametrize(("reach_m", "hz"), [(4.6, 2.2), (9.0, 1.0), (15.0, 0.6)])
def test_boom_bends_at_the_pitch_of_its_reach(reach_m, hz):
    assert boom_mode_hz(np.array([reach_m]))[0] == pytest.approx(hz, rel=1e-12)


def test_boom_pitch_falls_all_the_way_out_to_100_ft():
    pitch_hz = boom_mode_hz(np.linspace(2.0, 30.5, 200))
    assert (np.diff(pitch_hz) < 0.0).all()
    assert 0.25 < pitch_hz[-1] < 0.35


@pytest.mark.parametrize("half_time_s", [0.0, 0.25])
@pytest.mark.parametrize(("reach_m", "hz"), [(4.6, 2.2), (9.0, 1.0), (15.0, 0.6)])
def test_boom_answers_a_move_as_an_oscillator_does(reach_m, hz, half_time_s):
    # Independent oracle: the same oscillator, pushed by the same acceleration, by small steps.
    t_s = np.arange(0.0, 14.0, 1e-3)
    motion = straight(t_s, 5.0, 1.5, 0.6, 1.2, half_time_s=half_time_s, reach_m=(reach_m, reach_m))
    omega, z = 2 * np.pi * hz, 0.08
    law = ([1.0], [1.0, 2 * z * omega, omega * omega])
    _, answer, _ = lsim(law, motion.acceleration_m_s2[:, X], t_s)
    found = by_the_move("technocrane", motion)[:, X]
    np.testing.assert_allclose(found, -0.4 * answer, atol=1e-5 * np.abs(found).max())


def test_boom_overshoots_by_its_share_of_a_over_omega_squared():
    # Long enough at .5 m/s2 to settle: 12.7 mm at 1 Hz, of which the mode takes up .4.
    t_s = np.arange(0.0, 60.0, 0.01)
    motion = straight(t_s, 200.0, 20.0, 0.5, 0.5, reach_m=(9.0, 9.0))
    lean_m = by_the_move("technocrane", motion)[:, X]
    settled = np.argmin(np.abs(t_s - 15.0))
    assert 1000 * lean_m[settled] == pytest.approx(-0.4 * 12.7, abs=0.05)
    # It leans against the push, and forward when the push turns into braking.
    braking = motion.acceleration_m_s2[:, X] < -0.49
    assert (lean_m[braking][300:] > 0.0).all()


def test_boom_rings_on_at_its_pitch_and_fades_when_the_move_has_ended():
    t_s = np.arange(0.0, 40.0, 0.002)
    motion = straight(t_s, 5.0, 1.5, 0.6, 1.2, half_time_s=0.25, reach_m=(9.0, 9.0))
    lean_m = by_the_move("technocrane", motion)[:, X]
    after = t_s > motion.breaks_s[-1] + 2.0
    crossings_s = t_s[after][1:][np.diff(np.sign(lean_m[after])) != 0]
    assert np.median(np.diff(crossings_s)) == pytest.approx(0.5, abs=0.01)
    assert np.abs(lean_m[-2000:]).max() < 1e-3 * np.abs(lean_m).max()


def test_a_growing_arm_neither_jumps_nor_kinks():
    t_s = np.arange(0.0, 14.0, 1e-3)
    motion = straight(t_s, 6.0, 1.5, 0.6, 1.2, half_time_s=0.25, reach_m=(6.0, 9.0))
    lean_m = by_the_move("technocrane", motion)[:, X]
    # 3 mm of lean at 1 to 2 Hz: what it can do in a millisecond, and in the square of one.
    assert np.abs(np.diff(lean_m)).max() < 5e-5
    assert np.abs(np.diff(lean_m, 2)).max() < 2e-6


def test_telescoping_alone_does_not_bend_the_boom():
    t_s = np.arange(0.0, 8.0, 0.01)
    across = straight(t_s, 3.0, 1.0, 0.6, 1.2, reach_m=(9.0, 9.0))
    telescoped = straight(t_s, 3.0, 1.0, 0.6, 1.2, reach_m=(6.0, 9.0))
    assert np.abs(by_the_move("technocrane", across)[:, X]).max() > 1e-3
    # The square root of what rounding leaves of 1 - 1.
    np.testing.assert_allclose(by_the_move("technocrane", telescoped), 0.0, atol=1e-8)


def test_crane_drifts_slowly_and_its_head_is_nearly_still():
    unrest = shaken("technocrane", LONG)
    assert rms(unrest[:, Y]) == pytest.approx(0.005, rel=0.03)
    f_hz, power = spectrum(unrest[:, Y], 30.0, 100.0)
    assert power[(f_hz > 0.08) & (f_hz < 0.32)].sum() > 0.99 * power.sum()
    np.testing.assert_allclose(rms(unrest[:, PAN:]), 0.01, rtol=0.03)


# The wire


def test_head_hangs_back_by_a_quarter_of_its_length_times_a_over_g():
    # 27 seconds of steady 2.5 m/s2 let a pendulum of damping .05 settle to exp(-5.4) of its swing.
    t_s = np.arange(0.0, 40.0, 0.02)
    motion = straight(t_s, 2000.0, 75.0, 2.5, 5.0)
    moved = by_the_move("wirecam", motion, span_m=4000.0)
    settled = np.argmin(np.abs(t_s - 28.0))
    raw = 2.5 / GRAVITY_M_S2
    # The winches steer against three quarters of it.
    assert moved[settled, X] == pytest.approx(-0.25 * 0.6 * raw, rel=5e-3)
    # The gyros leave .03 of the 14 degrees by which the rope leans: the nose dips as it hangs back.
    assert moved[settled, TILT] == pytest.approx(-0.03, rel=5e-3)
    assert np.degrees(raw) == pytest.approx(14.6, abs=0.1)


def test_head_swings_on_at_the_pitch_of_its_pendulum():
    t_s = np.arange(0.0, 30.0, 0.002)
    motion = straight(t_s, 20.0, 5.0, 2.5, 5.0, half_time_s=0.2)
    swing_m = by_the_move("wirecam", motion, span_m=100.0)[:, X]
    after = (t_s > motion.breaks_s[-1] + 2.0) & (np.abs(swing_m) < 1.0)
    crossings_s = t_s[after][1:][np.diff(np.sign(swing_m[after])) != 0]
    # .643 Hz for .6 m.
    assert np.median(np.diff(crossings_s)) == pytest.approx(0.5 / 0.643, abs=0.005)


def test_sideways_pushes_roll_the_head_and_upward_ones_do_not():
    t_s = np.arange(0.0, 6.0, 0.01)
    left = by_the_move("wirecam", straight(t_s, 5.0, along=(0.0, 1.0, 0.0)), span_m=50.0)
    assert np.abs(left[:, ROLL]).max() > 1e-3
    np.testing.assert_array_equal(left[:, TILT], 0.0)
    up = by_the_move("wirecam", straight(t_s, 5.0, along=(0.0, 0.0, 1.0)), span_m=50.0)
    np.testing.assert_array_equal(up[:, [X, Y, TILT, ROLL]], 0.0)


def test_rope_hangs_deepest_half_way_and_as_deep_at_the_end_as_at_the_start():
    t_s = np.arange(0.0, 30.0, 0.05)
    motion = straight(t_s, 60.0, 5.0, 2.5, 5.0)
    sag_m = by_the_move("wirecam", motion, span_m=80.0)[:, Z]
    half_way = np.argmin(np.abs(motion.progress - 0.5))
    deepest_m = 0.01 * MASS_KG * GRAVITY_M_S2 * (40 * 40 - 10 * 70) / (TENSION_N * 80)
    assert sag_m.min() == pytest.approx(sag_m[half_way], abs=1e-4)
    assert sag_m.min() == pytest.approx(-deepest_m, rel=1e-3)
    assert sag_m[-1] == pytest.approx(0.0, abs=1e-12)


def test_rope_never_leans_more_than_10_degrees():
    assert np.degrees(np.arctan(MASS_KG * GRAVITY_M_S2 / (2 * TENSION_N))) < 10.0


def test_wire_bobs_and_sways_as_much_as_it_says():
    unrest = shaken("wirecam", LONG, span_m=80.0)
    assert rms(unrest[:, Z]) == pytest.approx(0.008, rel=0.03)
    assert rms(unrest[:, Y]) == pytest.approx(0.015, rel=0.03)
    f_hz, power = spectrum(unrest, 30.0, 100.0)
    # 20 kg in the middle of 80 m under 637 N: sqrt(4 T / (m L)) / (2 pi) = .2008 Hz.
    assert f_hz[power[:, Z].argmax()] == pytest.approx(0.2, abs=0.03)
    gust = power[:, Y]
    assert gust[(f_hz > 0.08) & (f_hz < 0.52)].sum() > 0.99 * gust.sum()


# The dolly


def test_push_ripples_by_two_per_cent_at_the_step():
    t_s = np.arange(0.0, 40.0, 0.005)
    motion = straight(t_s, 14.0, 0.4, 0.3, 0.6)
    ripple = np.gradient(by_the_move("dolly", motion)[:, X], t_s)
    cruise = (motion.velocity_m_s[:, X] > 0.3999) & (t_s > 4.0)
    assert ripple[cruise].max() / 0.4 == pytest.approx(0.02, rel=0.06)
    assert ripple[cruise].min() / 0.4 == pytest.approx(-0.02, rel=0.06)
    f_hz, power = spectrum(ripple[cruise], 200.0, 20.0)
    assert f_hz[power.argmax()] == pytest.approx(1.8, abs=0.1)
    # It takes the dolly no further in the end.
    assert by_the_move("dolly", motion)[-1, X] == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_wheels_meet_a_joint_every_eight_feet(seed):
    t_s = np.arange(0.0, 50.0, 0.002)
    motion = straight(t_s, 16.0, 0.4, 0.3, 0.6, half_time_s=0.2)
    tilt_deg = by_the_move("dolly", motion, seed)[:, TILT] - _rumble(motion, TILT, seed)
    # A ring begins where a fifth of a second was silent.
    heard = np.flatnonzero(np.abs(tilt_deg) > 1e-9)
    starts = heard[np.diff(heard, prepend=-1000) > 100]
    at_m = motion.position_m[starts, X]
    # Front wheels lift the nose, rear wheels drop it, one wheelbase later.
    first = np.array([tilt_deg[i + 20] for i in starts])
    front, rear = at_m[first > 0.0], at_m[first < 0.0]
    np.testing.assert_allclose(np.diff(front), JOINT_M, atol=0.003)
    np.testing.assert_allclose(np.diff(rear), JOINT_M, atol=0.003)
    assert min((rear[0] - front) % JOINT_M) == pytest.approx(WHEELBASE_M, abs=0.003)
    # Neither set of wheels goes a length of track without one, not even the first.
    assert max(front[0], rear[0]) < JOINT_M
    assert len(front) + len(rear) == pytest.approx(2 * 16.0 / JOINT_M, abs=2)


def _rumble(motion, column, seed):
    """The noise that comes up with the speed, which hides the joints in the angles."""
    from scene_stager.maths.motion.lattice import channel_key
    from scene_stager.maths.motion.resonator import power_law
    from scene_stager.shot.rigs import dolly
    from scene_stager.shot.rigs._signature import COLUMNS, travelled_m, under_way

    share = under_way(travelled_m(motion, motion.t_s, 1), dolly.WORKING_M_S)
    key = channel_key(seed, f"dolly.{COLUMNS[column]}")
    noise = power_law(motion.t_s, key, dolly.ROTATION_SLOPE, dolly.ROTATION_BAND_HZ)
    return 0.01 * 0.8 * share * noise


def test_a_joint_lifts_the_camera_by_a_quarter_of_a_millimetre():
    t_s = np.arange(0.0, 50.0, 0.002)
    lift_m = by_the_move("dolly", straight(t_s, 16.0, 0.4, 0.3, 0.6))[:, Z]
    # Half of .5 mm, since front and rear wheels pass it one after the other; less what a ring's
    # crest falls short of its envelope.
    late = t_s > 20.0
    assert 2.0e-4 < np.abs(lift_m[late]).max() < 2.6e-4
    f_hz, power = spectrum(lift_m[late], 500.0, 20.0)
    heard = f_hz > 4.0
    assert f_hz[heard][power[heard].argmax()] == pytest.approx(7.6, abs=0.5)


def test_a_flat_spot_comes_round_with_the_wheel_and_rolls_out():
    # A tenth of a metre of wheel: once in .314 m. At a crawl the joints are hardly heard.
    t_s = np.arange(0.0, 150.0, 0.02)
    motion = straight(t_s, 1.4, 0.01, 0.3, 0.6)
    lift_m = by_the_move("dolly", motion)[:, Z]
    crests, _ = find_peaks(lift_m, prominence=1e-5)
    np.testing.assert_allclose(np.diff(motion.position_m[crests, X]), 0.314, atol=0.01)
    # .05 mm where half a turn has rolled a twentieth of its share out; less with every turn.
    assert lift_m[crests[0]] == pytest.approx(5e-5 * np.exp(-0.05), rel=0.02)
    np.testing.assert_allclose(lift_m[crests[1:]] / lift_m[crests[:-1]], np.exp(-0.1), rtol=0.02)


def test_a_dolly_that_stands_meets_no_joint():
    standing = shaken("dolly", LONG)
    np.testing.assert_array_equal(standing[:, :PAN], 0.0)
    np.testing.assert_allclose(rms(standing[:, PAN:]), 0.002, rtol=0.03)


def test_a_dolly_under_way_turns_by_a_hundredth_of_a_degree():
    t_s = np.arange(0.0, 600.0, 0.05)
    motion = straight(t_s, 300.0, 0.5, 0.3, 0.6)
    cruise = motion.velocity_m_s[:, X] > 0.499
    assert rms(shaken("dolly", motion)[cruise, ROLL]) == pytest.approx(0.01, rel=0.05)


# The drone


def test_camera_swings_back_under_a_leaning_drone():
    t_s = np.arange(0.0, 8.0, 0.02)
    motion = straight(t_s, 20.0, 5.0, 3.0, 4.0)
    moved = by_the_move("drone", motion)
    pushed = motion.acceleration_m_s2[:, X] > 2.99
    lean = np.arctan(3.0 / GRAVITY_M_S2)
    np.testing.assert_allclose(moved[pushed, X], -0.08 * np.sin(lean), rtol=5e-3)
    # Two thousandths of 17 degrees: nose down as it sets off, up as it brakes.
    np.testing.assert_allclose(moved[pushed, TILT], -0.002 * 17.0, rtol=5e-3)
    assert moved[:, TILT].max() == pytest.approx(0.034, rel=0.02)
    np.testing.assert_allclose(moved[:, [Y, Z, PAN, ROLL]], 0.0, atol=1e-12)


def test_drone_drifts_and_is_blown_about_as_much_as_it_says():
    unrest = shaken("drone", LONG)
    f_hz, power = spectrum(unrest, 30.0, 200.0)
    step_hz = f_hz[1]
    both = np.hypot(0.05, 0.02)
    np.testing.assert_allclose(rms(unrest[:, :PAN]), both, rtol=0.05)
    drift = power[(f_hz > 0.04) & (f_hz < 0.31), :PAN].sum(axis=0) * step_hz
    assert (np.sqrt(drift) > 0.05 * 0.95).all()
    np.testing.assert_allclose(rms(unrest[:, PAN:]), 0.008, rtol=0.03)
    gimbal = power[(f_hz > 1.95) & (f_hz < 10.85), PAN:].sum(axis=0)
    assert (gimbal > 0.999 * power[:, PAN:].sum(axis=0)).all()


def test_gusts_fall_as_steeply_as_a_measured_hexacopter():
    # Measured from .5 to 2 and 2 to 8 Hz: f^-6.4 and f^-5.7.
    takes = [shaken("drone", straight(np.arange(9000) / 30.0), seed)[:, :3] for seed in range(8)]
    f_hz, power = spectrum(np.concatenate(takes, axis=1), 30.0, 60.0)
    inside = (f_hz > 0.8) & (f_hz < 3.5)
    slope = np.polyfit(np.log(f_hz[inside]), np.log(power[inside].mean(axis=1)), 1)[0]
    assert slope == pytest.approx(-6.0, abs=0.6)
