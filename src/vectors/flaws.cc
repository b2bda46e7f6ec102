#include "src/vectors/flaws.h"

#include "absl/strings/str_cat.h"
#include "src/base/format_count.h"

namespace windowlm {
namespace {

absl::string_view NameOf(Flaw flaw) {
  switch (flaw) {
    case Flaw::kBlankWord:
      return "blank words";
    case Flaw::kRepeatedWord:
      return "repeated words";
    case Flaw::kValueCount:
      return "wrong numbers of values";
    case Flaw::kNoNumber:
      return "values that are not numbers";
    case Flaw::kNotFinite:
      return "values that are not finite";
    case Flaw::kAnnouncedCount:
      return "";
  }
  return "";
}

std::string Described(const WordPlace& place, absl::string_view what) {
  return absl::StrCat(place.file, ": ", place.unit, " ", place.number, ": ", what);
}

}  // namespace

absl::Status WrongWord(const WordPlace& place, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("cannot read ", Described(place, what)));
}

std::string PassedOverText(const PassedOver& passed_over) {
  if (passed_over.flaw == Flaw::kAnnouncedCount) return passed_over.first;
  return absl::StrCat(NameOf(passed_over.flaw), ": ", FormatCount(passed_over.count),
                      " passed over, the first in ", passed_over.first);
}

absl::Status Flaws::Found(Flaw flaw, const WordPlace& place, absl::string_view what) {
  if (!lenient_) {
    return WrongWord(place, absl::StrCat(what, "; windowlm import --lenient passes over that"));
  }
  for (PassedOver& kind : passed_over_) {
    if (kind.flaw != flaw) continue;
    ++kind.count;
    return absl::OkStatus();
  }
  passed_over_.push_back({flaw, 1, Described(place, what)});
  return absl::OkStatus();
}

}  // namespace windowlm
