"""A fuzz target: for libFuzzer by hand, and as a test that replays its seeds."""

load("@rules_cc//cc:cc_binary.bzl", "cc_binary")
load("//bazel:cc_test.bzl", "cc_test")

def fuzz_target(name, deps):
    """NAME_fuzz, which tools/fuzz runs, and NAME_fuzz_replay_test, both of NAME_fuzz.cc.

    Args:
      name: of the target.
      deps: of its source.
    """
    cc_binary(
        name = name + "_fuzz",
        testonly = True,
        srcs = [
            name + "_fuzz.cc",
            "libfuzzer_main.cc",
        ],
        linkopts = ["-fsanitize=fuzzer"],
        tags = ["manual"],
        deps = deps + [
            ":fuzz_target",
            "@com_google_absl//absl/strings",
        ],
    )
    cc_test(
        name = name + "_fuzz_replay_test",
        srcs = [
            name + "_fuzz.cc",
            "replay_test.cc",
        ],
        deps = deps + [
            ":fuzz_target",
            "//src/base:random",
            "@com_google_absl//absl/strings",
            "@com_google_googletest//:gtest_main",
        ],
    )
