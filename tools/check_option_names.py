#!/usr/bin/env python3
"""Finds where C++ spells out an option of training or of ngram.

  tools/check_option_names.py

The name of such an option stands once, at the field in proto/ that declares it, and C++ takes it
from there. Lines of src/ and tools/ that have it in a string or a comment, dashes and all, are
printed as FILE:LINE: TEXT. The exit status is 1 if there are any.
"""

import os
import re
import sys

PROTOS = ["proto/train_config.proto", "proto/run_options.proto"]
FOLDERS = ["src", "tools"]

# A string, a comment, a word or a sign.
PROTO_TOKEN = re.compile(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|#[^\n]*|[\w.]+|\S')
# As in: int32 min_count = 2 [(option) = { help: "Keep words that were seen so often" }];
OPTION = ["[", "(", "option", ")", "=", "{"]

# A comment, a string or a character: outside of them, "--dim" is a decrement.
CPP_TEXT = re.compile(r"""//[^\n]*|/\*.*?\*/|\bR"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*\""""
                      r"""|'(?:\\.|[^'\\\n])'""", re.DOTALL)
# A call that adds an option to a command, up to the name: "--top" or "-o,--output".
DECLARATION = re.compile(
    r'\b(?:add_option|add_flag|AddNumber|AddChoice)\w*(?:<[^;()]*>)?\([^;"]*"(?:-\w,)?(--[\w-]+)"')


def option_names(proto):
    """The names, without dashes, of the options that a .proto's text declares."""
    tokens = [token for token in PROTO_TOKEN.findall(proto) if not token.startswith(("//", "#"))]
    names = []
    for start in range(3, len(tokens)):
        if tokens[start:start + len(OPTION)] != OPTION:
            continue
        name = tokens[start - 3].replace("_", "-")
        depth = 1
        place = start + len(OPTION)
        while depth > 0:
            depth += {"{": 1, "}": -1}.get(tokens[place], 0)
            if depth == 1 and tokens[place:place + 2] == ["name", ":"]:
                name = tokens[place + 2].strip('"')
            place += 1
        names.append(name)
    return names


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def sources():
    """The C++ files, {path: text}."""
    texts = {}
    for folder in FOLDERS:
        for place, _, files in os.walk(folder):
            texts.update({path: read(path) for path in (os.path.join(place, file) for file in files)
                          if path.endswith((".cc", ".h"))})
    return texts


def main():
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    if len(sys.argv) > 1:
        sys.exit(__doc__)
    names = set()
    for proto in PROTOS:
        found = option_names(read(proto))
        if not found:
            sys.exit(f"{proto}: expected fields with [(option) = {{ ... }}], and found none")
        names.update("--" + name for name in found)
    texts = sources()
    # Other commands declare options of the same names in C++, as --threads and --output. Whose
    # option a text means cannot be told, so these names may be spelt out everywhere.
    for text in texts.values():
        names.difference_update(DECLARATION.findall(text))
    spelt = re.compile(r"(?<![\w-])(?:" + "|".join(sorted(names)) + r")(?![a-z0-9-])")
    findings = 0
    for path, text in sorted(texts.items()):
        numbers = {text.count("\n", 0, part.start() + name.start())
                   for part in CPP_TEXT.finditer(text) for name in spelt.finditer(part[0])}
        lines = text.split("\n")
        for number in sorted(numbers):
            print(f"{path}:{number + 1}: {lines[number].strip()}")
        findings += len(numbers)
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
