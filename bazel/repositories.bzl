"""The repositories of this tree: what WORKSPACE and MODULE.bazel declare."""

load("//bazel:system_library.bzl", "system_library")

_NATIVE_RULE = """\
\"\"\"As in protobuf's own Bazel build.\"\"\"

def {rule}(**kwargs):
    native.{rule}(**kwargs)
"""

def bazel_shims():
    """What Bazel 4.2 itself asks for, and would fetch. WORKSPACE only."""
    for name in ["rules_cc", "rules_java", "remote_coverage_tools"]:
        native.local_repository(name = name, path = "bazel/offline/" + name)

def system_libraries():
    """The libraries that Debian's packages install."""
    system_library(
        name = "com_google_absl",
        debian_package = "libabsl-dev",
        headers = {"/usr/include/absl": "absl"},
        targets = {
            "absl/base:core_headers": ["absl_core_headers"],
            "absl/cleanup": ["absl_cleanup"],
            "absl/container:btree": ["absl_btree"],
            "absl/container:flat_hash_map": ["absl_flat_hash_map"],
            "absl/container:flat_hash_set": ["absl_flat_hash_set"],
            "absl/functional:any_invocable": ["absl_any_invocable"],
            "absl/functional:function_ref": ["absl_function_ref"],
            "absl/memory": ["absl_memory"],
            "absl/numeric:bits": ["absl_bits"],
            "absl/numeric:int128": ["absl_int128"],
            "absl/status": ["absl_status"],
            "absl/status:statusor": ["absl_statusor"],
            "absl/strings": ["absl_strings"],
            "absl/strings:str_format": ["absl_str_format"],
            "absl/synchronization": ["absl_synchronization"],
            "absl/time": ["absl_time"],
            "absl/types:optional": ["absl_optional"],
            "absl/types:span": ["absl_span"],
        },
    )
    system_library(
        name = "eigen",
        debian_package = "libeigen3-dev",
        headers = {
            "/usr/include/eigen3/Eigen": "Eigen",
            "/usr/include/eigen3/unsupported": "unsupported",
        },
        targets = {":eigen": []},
    )
    system_library(
        name = "onetbb",
        debian_package = "libtbb-dev",
        headers = {
            "/usr/include/oneapi/tbb": "oneapi/tbb",
            "/usr/include/oneapi/tbb.h": "oneapi/tbb.h",
            "/usr/include/tbb": "tbb",
        },
        targets = {":tbb": ["tbb"]},
    )
    system_library(
        name = "onednn",
        debian_package = "libdnnl-dev",
        headers = {
            "/usr/include/dnnl.hpp": "dnnl.hpp",
            "/usr/include/oneapi/dnnl": "oneapi/dnnl",
        },
        # Debian's oneDNN runs its own loops on libgomp; src/base tells that library
        # to use one thread.
        targets = {":onednn": ["-ldnnl", "-lgomp"]},
    )
    system_library(
        name = "random123",
        debian_package = "librandom123-dev",
        headers = {"/usr/include/Random123": "Random123"},
        targets = {":random123": []},
    )
    system_library(
        name = "isal",
        debian_package = "libisal-dev",
        headers = {"/usr/include/isa-l": "isa-l"},
        targets = {":isal": ["libisal"]},
    )
    system_library(
        name = "icu",
        debian_package = "libicu-dev",
        headers = {"/usr/include/unicode": "unicode"},
        targets = {":icu": ["icu-uc"]},
    )
    system_library(
        name = "bzip2",
        debian_package = "libbz2-dev",
        headers = {"/usr/include/bzlib.h": "bzlib.h"},
        targets = {":bzip2": ["-lbz2"]},
    )
    system_library(
        name = "lzma",
        debian_package = "liblzma-dev",
        headers = {
            "/usr/include/lzma": "lzma",
            "/usr/include/lzma.h": "lzma.h",
        },
        targets = {":lzma": ["liblzma"]},
    )
    system_library(
        name = "zlib",
        debian_package = "zlib1g-dev",
        headers = {
            "/usr/include/zconf.h": "zconf.h",
            "/usr/include/zlib.h": "zlib.h",
        },
        targets = {":zlib": ["zlib"]},
    )
    system_library(
        name = "zstd",
        debian_package = "libzstd-dev",
        headers = {
            "/usr/include/zstd.h": "zstd.h",
            "/usr/include/zstd_errors.h": "zstd_errors.h",
        },
        targets = {":zstd": ["libzstd"]},
    )
    system_library(
        name = "cli11",
        debian_package = "libcli11-dev",
        headers = {"/usr/include/CLI": "CLI"},
        targets = {":cli11": []},
    )
    system_library(
        name = "com_google_googletest",
        debian_package = "libgtest-dev libgmock-dev",
        headers = {
            "/usr/include/gmock": "gmock",
            "/usr/include/gtest": "gtest",
        },
        targets = {
            ":gtest": ["gmock"],
            ":gtest_main": ["gmock_main"],
        },
    )
    system_library(
        name = "com_github_google_benchmark",
        debian_package = "libbenchmark-dev",
        headers = {"/usr/include/benchmark": "benchmark"},
        targets = {
            ":benchmark": ["benchmark"],
            ":benchmark_main": ["-lbenchmark_main", "benchmark"],
        },
    )
    system_library(
        name = "com_google_protobuf",
        debian_package = "libprotobuf-dev protobuf-compiler",
        headers = {"/usr/include/google/protobuf": "google/protobuf"},
        files = {"/usr/bin/protoc": "bin/protoc"},
        targets = {":protobuf": ["protobuf"]},
        generated = {
            "bazel/BUILD.bazel": "exports_files(glob([\"*.bzl\"]))\n",
            "bazel/cc_proto_library.bzl": _NATIVE_RULE.format(rule = "cc_proto_library"),
            "bazel/proto_library.bzl": _NATIVE_RULE.format(rule = "proto_library"),
        },
        extra_build = "//third_party:protobuf.BUILD",
    )
