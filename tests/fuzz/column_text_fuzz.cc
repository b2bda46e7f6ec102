// Tables and JSON lines, with and without labels: a byte that says how the bytes come, then the
// text, in UTF-8 or UTF-16.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "src/corpus/column_text.h"
#include "src/corpus/text_columns.h"
#include "src/input/decoded_text.h"
#include "src/input/text_form.h"
#include "src/input/utf8_text.h"
#include "tests/fuzz/fuzz_target.h"

namespace windowlm {
namespace {

// The column's lines, or the error.
std::string ColumnOf(absl::string_view bytes, size_t piece_bytes, const TextColumns& columns) {
  DecodedText decoded;
  ColumnText column(columns, "text");
  std::string lines;
  do {
    const absl::string_view piece = bytes.substr(0, piece_bytes);
    bytes.remove_prefix(piece.size());
    const absl::StatusOr<absl::string_view> next =
        column.Next(decoded.Next(piece, bytes.empty()), bytes.empty());
    if (!next.ok()) return next.status().ToString();
    Require(ValidUtf8Prefix(*next) == next->size(), "lines are well-formed");
    absl::StrAppend(&lines, *next);
  } while (!bytes.empty());
  return lines;
}

}  // namespace

void FuzzOne(absl::string_view bytes) {
  if (bytes.empty()) return;
  const auto first = static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(1);
  TextColumns labelled("a");
  labelled.label = "b";
  labelled.label_prefix = "__label__";
  for (const TextColumns& columns : {TextColumns("a"), labelled}) {
    const std::string column = ColumnOf(bytes, bytes.size() + 1, columns);
    Require(ColumnOf(bytes, 2 + first, columns) == column, "pieces make the column of the whole");
  }
  DecodedText decoded;
  RecognizeForm(decoded.Next(bytes, /*last=*/true));
}

std::vector<std::string> FuzzSeeds() {
  std::vector<std::string> seeds;
  for (const char* text :
       {"a,b\r\nx,1\r\n\"y, \"\"z\"\"\r\n\",2\r\n", "b;a\n1;x\n2;\"\"\n", "b\ta\n1\tx\n",
        "{\"a\": \"x\"}\n{\"b\": [1, {}], \"a\": null}\n",
        "{\"b\": [true, [\"y z\", -2.5e9]], \"a\": \"x\"}\n{\"a\": \"\", \"b\": \" \"}\n",
        "<!doctype html><p>x</p>\n",
        "\xff\xfe"
        "a\xe9\n\xd8"}) {
    for (const char first : {'\0', '\5'}) seeds.push_back(std::string(1, first) + text);
  }
  return seeds;
}

}  // namespace windowlm
