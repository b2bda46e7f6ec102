#include "tools/results/json_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/number_text.h"
#include "src/input/shown_text.h"
#include "src/input/unicode_text.h"
#include "src/input/utf8_text.h"

namespace windowlm {

void JsonWriter::Separate() {
  if (comma_due_) text_.push_back(',');
  comma_due_ = true;
}

void JsonWriter::Open(char bracket) {
  Separate();
  text_.push_back(bracket);
  comma_due_ = false;
}

void JsonWriter::Close(char bracket) {
  text_.push_back(bracket);
  comma_due_ = true;
}

void JsonWriter::Key(absl::string_view name) {
  Separate();
  AppendQuoted(name);
  text_.push_back(':');
  comma_due_ = false;
}

void JsonWriter::Json(absl::string_view value) {
  Separate();
  absl::StrAppend(&text_, value);
}

void JsonWriter::Members(absl::string_view members) {
  if (!members.empty()) Json(members);
}

void JsonWriter::String(absl::string_view value) {
  Separate();
  AppendQuoted(value);
}

void JsonWriter::StringField(absl::string_view name, absl::string_view value) {
  Key(name);
  AppendQuoted(value);
  comma_due_ = true;
}

void JsonWriter::IntegerField(absl::string_view name, uint64_t value) {
  Key(name);
  Json(absl::StrCat(value));
}

void JsonWriter::NumberField(absl::string_view name, double value) {
  Key(name);
  Json(NumberText(value));
}

void JsonWriter::AppendQuoted(absl::string_view text) {
  text_.push_back('"');
  while (!text.empty()) {
    const absl::string_view valid = text.substr(0, ValidUtf8Prefix(text));
    for (size_t at = 0; at < valid.size();) {
      const size_t begin = at;
      const char32_t character = NextCodePoint(valid, &at);
      if (character == '"' || character == '\\') {
        text_.push_back('\\');
        text_.push_back(valid[begin]);
      } else if (SteersTerminal(character)) {
        absl::StrAppendFormat(&text_, "\\u%04x", static_cast<uint32_t>(character));
      } else {
        absl::StrAppend(&text_, valid.substr(begin, at - begin));
      }
    }
    text.remove_prefix(valid.size());
    if (text.empty()) break;
    text_ += "\xEF\xBF\xBD";
    text.remove_prefix(1);
  }
  text_.push_back('"');
}

}  // namespace windowlm
