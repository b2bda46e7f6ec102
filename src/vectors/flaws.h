#ifndef WINDOWLM_SRC_VECTORS_FLAWS_H_
#define WINDOWLM_SRC_VECTORS_FLAWS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace windowlm {

// What may be wrong with a word and its vector in a file whose others can be read all the same, and
// with the number of words that a text announces.
enum class Flaw {
  kBlankWord,
  kRepeatedWord,
  kValueCount,
  kNoNumber,
  kNotFinite,
  kAnnouncedCount,
};

// Where a word stands: "line 7 of vectors.txt".
struct WordPlace {
  absl::string_view file;
  // "line" or "byte".
  const char* unit;
  uint64_t number;
};

// A kInvalidArgument error with the message "cannot read FILE: line 7: WHAT".
absl::Status WrongWord(const WordPlace& place, absl::string_view what);

// The flaws of one kind that were passed over.
struct PassedOver {
  Flaw flaw;
  uint64_t count;
  // The place of the first, and what it is: "vectors.txt: line 7: it is empty".
  std::string first;
};

// "repeated words: 2 passed over, the first in vectors.txt: line 7: ...".
std::string PassedOverText(const PassedOver& passed_over);

// The flaws that the reading of a file comes upon: errors, or, if it is lenient, things to count.
class Flaws {
 public:
  explicit Flaws(bool lenient) : lenient_(lenient) {}

  bool lenient() const { return lenient_; }

  // If lenient, counts the flaw. Otherwise returns the error of WrongWord, which names the option
  // that passes over the flaw.
  absl::Status Found(Flaw flaw, const WordPlace& place, absl::string_view what);

  // In the order in which they came up first.
  const std::vector<PassedOver>& passed_over() const { return passed_over_; }

 private:
  bool lenient_;
  std::vector<PassedOver> passed_over_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_FLAWS_H_
