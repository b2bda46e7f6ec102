#include "tools/results/json_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/number_text.h"
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
    const size_t valid = ValidUtf8Prefix(text);
    for (const char c : text.substr(0, valid)) {
      if (c == '"' || c == '\\') {
        text_.push_back('\\');
        text_.push_back(c);
      } else if (static_cast<unsigned char>(c) < 0x20) {
        absl::StrAppendFormat(&text_, "\\u%04x", c);
      } else {
        text_.push_back(c);
      }
    }
    text.remove_prefix(valid);
    if (text.empty()) break;
    text_ += "\xEF\xBF\xBD";
    text.remove_prefix(1);
  }
  text_.push_back('"');
}

}  // namespace windowlm
