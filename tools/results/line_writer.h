#ifndef WINDOWLM_TOOLS_RESULTS_LINE_WRITER_H_
#define WINDOWLM_TOOLS_RESULTS_LINE_WRITER_H_

#include <cstddef>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/corpus/tokenizer.h"
#include "src/input/byte_sink.h"

namespace windowlm {

// Writes words with a space between them, and ends each line.
class LineWriter : public WordSink {
 public:
  explicit LineWriter(ByteSink sink) : sink_(std::move(sink)) {}

  bool AddWord(absl::string_view word) override {
    if (in_line_) text_ += ' ';
    absl::StrAppend(&text_, word);
    in_line_ = true;
    return text_.size() < kBufferBytes || Flush();
  }
  bool EndLine() override {
    text_ += '\n';
    in_line_ = false;
    return text_.size() < kBufferBytes || Flush();
  }
  // Writes what is left. Returns the first error of the sink.
  absl::Status Finish() {
    if (status_.ok()) Flush();
    return status_;
  }

 private:
  static constexpr size_t kBufferBytes = size_t{1} << 16;

  bool Flush() {
    status_ = sink_(text_);
    text_.clear();
    return status_.ok();
  }

  ByteSink sink_;
  std::string text_;
  bool in_line_ = false;
  absl::Status status_;
};

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_LINE_WRITER_H_
