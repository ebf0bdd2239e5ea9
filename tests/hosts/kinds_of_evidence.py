"""The words for what a claim about a host stands on."""

SOURCE, DOUBLE, READER = "source line, kept by a double", "double", "independent reader"
SIMULATOR, REAL = "simulator", "the program itself"
RECALLED = "recalled, by nobody checked; the double has it so"
KEPT = "test_kept_turns.py::test_every_turn_of_a_drawn_shot_is_kept_on_frames_and_between_them"
