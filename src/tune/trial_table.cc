#include "src/tune/trial_table.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "src/base/number_text.h"
#include "src/input/shown_text.h"
#include "src/input/text_lines.h"
#include "src/store/atomic_file.h"

namespace windowlm {
namespace {

constexpr absl::string_view kKind = "# windowlm tune, search ";
constexpr absl::string_view kFailed = "failed";
constexpr absl::string_view kKept = "kept";
constexpr size_t kColumns = 8;
constexpr absl::string_view kRemedy = "; remove the file to search from the beginning";

bool ParseRow(absl::string_view line, TrialResult* result) {
  const std::vector<absl::string_view> cells = absl::StrSplit(line, '\t');
  uint64_t number = 0;
  uint64_t configuration = 0;
  if (cells.size() != kColumns || !ParseNumber(cells[0], &number) ||
      !ParseNumber(cells[1], &configuration) || configuration > UINT32_MAX ||
      !ParseNumber(cells[2], &result->trial.rung) || result->trial.rung < 0 ||
      !ParseNumber(cells[3], &result->words) || !ParseNumber(cells[5], &result->seconds)) {
    return false;
  }
  result->trial.configuration = static_cast<uint32_t>(configuration);
  double figure = 0;
  if (cells[4] != kFailed) {
    if (!ParseNumber(cells[4], &figure)) return false;
    result->figure = figure;
  }
  if (cells[6] != kKept && !cells[6].empty()) return false;
  result->kept = cells[6] == kKept;
  result->options = std::string(cells[7]);
  return true;
}

}  // namespace

absl::Status TrialTable::Read(const std::string& path) {
  std::vector<TrialResult> results;
  uint64_t lines = 0;
  const auto not_as_expected = [](absl::string_view line, absl::string_view expected) {
    return absl::InvalidArgumentError(
        absl::StrCat(QuotedExcerpt(line), " is not ", expected, kRemedy));
  };
  const absl::Status status =
      ForEachWholeLine(path, [&](uint64_t number, absl::string_view line) -> absl::Status {
        lines = number;
        if (number == 1 && !absl::StartsWith(line, kKind)) {
          return not_as_expected(line, "how a table of trials begins");
        }
        if (number == 1 && line != FirstLine()) {
          return absl::FailedPreconditionError(absl::StrCat(
              "the trials are those of another search, with another text, other options or another "
              "measure",
              kRemedy, ", or give the model another name"));
        }
        if (number == 2 && line != Heading()) {
          return not_as_expected(line, "the heading of a table of trials");
        }
        if (number <= 2) return absl::OkStatus();
        TrialResult result;
        if (!ParseRow(line, &result)) {
          return not_as_expected(line, "a trial, with eight columns and numbers in most of them");
        }
        results.push_back(std::move(result));
        return absl::OkStatus();
      });
  if (!status.ok()) return status;
  if (lines < 2 || (!results.empty() && !results.front().kept)) {
    return absl::InvalidArgumentError(absl::StrCat(path, " is no table of trials", kRemedy));
  }
  results_ = std::move(results);
  return absl::OkStatus();
}

size_t TrialTable::best() const {
  size_t best = 0;
  for (size_t i = 0; i < results_.size(); ++i) {
    if (results_[i].kept) best = i;
  }
  return best;
}

const TrialResult* TrialTable::Find(const Trial& trial) const {
  const auto found =
      std::find_if(results_.begin(), results_.end(),
                   [&trial](const TrialResult& result) { return result.trial == trial; });
  return found == results_.end() ? nullptr : &*found;
}

absl::Status TrialTable::Write(const OutputPlace& place) const {
  std::string text = absl::StrCat(FirstLine(), "\n", Heading(), "\n");
  uint64_t number = 0;
  for (const TrialResult& result : results_) {
    absl::StrAppend(
        &text, ++number, "\t", result.trial.configuration, "\t", result.trial.rung, "\t",
        result.words, "\t",
        result.figure.has_value() ? ExactNumberText(*result.figure) : std::string(kFailed), "\t",
        absl::StrFormat("%.1f", result.seconds), "\t", result.kept ? kKept : "", "\t",
        result.options, "\n");
  }
  absl::StatusOr<std::unique_ptr<AtomicFile>> file = AtomicFile::Create(place);
  if (!file.ok()) return file.status();
  absl::Status status = (*file)->Append(text);
  if (status.ok()) status = (*file)->Commit();
  return status;
}

std::string TrialTable::FirstLine() const {
  return absl::StrCat(kKind, absl::Hex(search_, absl::kZeroPad8));
}

std::string TrialTable::Heading() const {
  return absl::StrCat("trial\tconfiguration\trung\twords\t", measure_, "\tseconds\tmodel\toptions");
}

}  // namespace windowlm
