"""A repository rule that presents a library installed by the system's package
manager under the same labels as the library's own Bazel build has.

Only the named headers and header directories are linked into the repository, never the
whole of /usr/include: `-isystem /usr/include` would come before the compiler's
own directories and break libstdc++'s `#include_next <stdlib.h>`.
"""

_HEADER = """\
# Written by //bazel:system_library.bzl for the Debian package {package}.
package(default_visibility = ["//visibility:public"])
"""

_HEADERS_TARGET = """
cc_library(
    name = "system_headers",
    hdrs = glob({globs}),
    includes = ["include"],
)
"""

_TARGET = """
cc_library(
    name = "{name}",
    linkopts = {linkopts},
    deps = ["//:system_headers"],
)
"""

def _missing(ctx, what):
    fail(("\n\n  {what} was not found on this machine.\n" +
          "  It belongs to the Debian package {package}. Install it with:\n\n" +
          "      apt-get install {package}\n").format(
        what = what,
        package = ctx.attr.debian_package,
    ))

def _pkg_config(ctx, module):
    tool = ctx.which("pkg-config")
    if not tool:
        fail("\n\n  pkg-config was not found. Install it with: apt-get install pkg-config\n")
    result = ctx.execute([tool, "--libs", module])
    if result.return_code != 0:
        _missing(ctx, "the pkg-config module '{}'".format(module))
    return [f for f in result.stdout.strip().split(" ") if f]

def _system_library_impl(ctx):
    globs = []
    for source, destination in ctx.attr.headers.items():
        path = ctx.path(source)
        if not path.exists:
            _missing(ctx, source)
        ctx.symlink(path, "include/" + destination)
        globs.append("include/" + destination)
        globs.append("include/" + destination + "/**")

    packages = {}
    for label, modules in ctx.attr.targets.items():
        if ":" in label:
            package, _, name = label.rpartition(":")
        else:
            package, name = label, label.rpartition("/")[2]
        linkopts = []
        for module in modules:
            if module.startswith("-l"):
                linkopts.append(module)
                continue
            linkopts.extend(_pkg_config(ctx, module))
        packages.setdefault(package, []).append(_TARGET.format(
            name = name,
            linkopts = repr(linkopts),
        ))

    root = _HEADERS_TARGET.format(globs = repr(globs))
    packages.setdefault("", [])
    extra = ctx.read(ctx.attr.extra_build) if ctx.attr.extra_build else ""
    for source, destination in ctx.attr.files.items():
        path = ctx.path(source)
        if not path.exists:
            _missing(ctx, source)
        ctx.symlink(path, destination)
    for path, content in ctx.attr.generated.items():
        ctx.file(path, content, executable = False)
    for package, targets in packages.items():
        content = _HEADER.format(package = ctx.attr.debian_package)
        if not package:
            content += root
        content += "".join(targets)
        if not package:
            content += extra
        ctx.file((package + "/" if package else "") + "BUILD.bazel", content, executable = False)
    ctx.file("WORKSPACE", "workspace(name = \"{}\")\n".format(ctx.name), executable = False)

system_library = repository_rule(
    implementation = _system_library_impl,
    attrs = {
        "debian_package": attr.string(mandatory = True),
        "headers": attr.string_dict(doc = "header file or directory -> its name under include/"),
        "targets": attr.string_list_dict(doc = "package:target -> pkg-config modules or -l flags"),
        "files": attr.string_dict(doc = "file -> path in the repository"),
        "generated": attr.string_dict(doc = "path in the repository -> its content"),
        "extra_build": attr.label(allow_single_file = True),
    },
    configure = True,
    doc = "See the head of this file.",
)
