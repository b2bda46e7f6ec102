#ifndef WINDOWLM_TOOLS_RESULTS_JSON_TEXT_H_
#define WINDOWLM_TOOLS_RESULTS_JSON_TEXT_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// Writes a JSON value (RFC 8259) from its start to its end, on one line. The caller closes what it
// opens, and gives each value in an object its key; commas are added where they are due.
class JsonWriter {
 public:
  void BeginObject() { Open('{'); }
  void EndObject() { Close('}'); }
  void BeginArray() { Open('['); }
  void EndArray() { Close(']'); }

  // Writes the key of the next value.
  void Key(absl::string_view name);

  // Writes a value that is JSON already.
  void Json(absl::string_view value);

  // Writes members of an object that are JSON already: keys, values and the commas between them.
  void Members(absl::string_view members);

  // Writes a string as a value of its own.
  void String(absl::string_view value);

  // Write a key and its value. A string may be any bytes: those that are not UTF-8 become U+FFFD. A
  // number is finite.
  void StringField(absl::string_view name, absl::string_view value);
  void IntegerField(absl::string_view name, uint64_t value);
  void NumberField(absl::string_view name, double value);

  const std::string& text() const { return text_; }

 private:
  void Open(char bracket);
  void Close(char bracket);
  // Writes the comma between a value and the one before it.
  void Separate();
  void AppendQuoted(absl::string_view text);

  std::string text_;
  bool comma_due_ = false;
};

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_JSON_TEXT_H_
