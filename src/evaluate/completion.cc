#include "src/evaluate/completion.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "src/corpus/blank.h"
#include "src/corpus/special_words.h"
#include "src/corpus/tokenizer.h"
#include "src/input/byte_input.h"
#include "src/input/shown_text.h"
#include "src/input/text_lines.h"
#include "src/model/line_likelihood.h"
#include "src/model/model_config.h"

namespace windowlm {
namespace {

constexpr double kUnknown = -std::numeric_limits<double>::infinity();

// Columns besides the candidates: the name, the sentence and the letter.
constexpr size_t kOtherColumns = 3;
constexpr size_t kFewestCandidates = 2;
constexpr size_t kMostCandidates = 26;

absl::StatusOr<CompletionQuestion> ParseQuestion(absl::Span<const absl::string_view> columns) {
  const size_t candidates = columns.size() - std::min(columns.size(), kOtherColumns);
  if (candidates < kFewestCandidates || candidates > kMostCandidates) {
    return absl::InvalidArgumentError(
        absl::StrCat("expected the columns name, sentence, ", kFewestCandidates, " to ",
                     kMostCandidates, " candidates and answer, separated by tabs, found ",
                     columns.size(), columns.size() == 1 ? " column" : " columns"));
  }
  CompletionQuestion question;
  const absl::StatusOr<LineWithBlank> sentence = CutAtBlank(columns[1]);
  if (!sentence.ok()) return sentence.status();
  question.before = std::string(sentence->before);
  question.after = std::string(sentence->after);
  for (const absl::string_view candidate : columns.subspan(2, candidates)) {
    question.candidates.emplace_back(absl::StripAsciiWhitespace(candidate));
    if (question.candidates.back().empty()) {
      return absl::InvalidArgumentError("expected a candidate, found an empty column");
    }
  }
  const absl::string_view answer = absl::StripAsciiWhitespace(columns.back());
  const char last = static_cast<char>('a' + candidates - 1);
  if (answer.size() != 1 || answer[0] < 'a' || answer[0] > last) {
    return absl::InvalidArgumentError(absl::StrCat("expected a letter from a to ",
                                                   std::string(1, last), " as the answer, found ",
                                                   QuotedExcerpt(answer)));
  }
  question.answer = static_cast<size_t>(answer[0] - 'a');
  return question;
}

// A text's words as a model reads them.
struct EncodedWords {
  std::vector<uint32_t> ids;
  bool all_known = true;
};

EncodedWords Encode(absl::string_view text, const TrainedModel& trained) {
  EncodedWords words;
  for (const std::string& word : TokenizeLine(text, trained.provenance.config.corpus().text())) {
    words.ids.push_back(trained.vocabulary.IdOrUnknown(word));
    // The tokenizer gives <unk> in place of a word that no text can hold.
    if (word == kUnknownWord || !trained.vocabulary.Find(word)) words.all_known = false;
  }
  return words;
}

// The log of each word's share of the training text, by id.
std::vector<double> LogShares(absl::Span<const uint64_t> counts) {
  double total = 0;
  for (const uint64_t count : counts) total += static_cast<double>(count);
  std::vector<double> logs;
  for (const uint64_t count : counts) {
    // A word that a list of words brought may never have been seen.
    logs.push_back(std::log(std::max(1.0, static_cast<double>(count)) / std::max(1.0, total)));
  }
  return logs;
}

CompletionScore Resolved(CompletionScore score, const TrainConfig& config) {
  if (score != CompletionScore::kAuto) return score;
  return config.subsample() > 0 ? CompletionScore::kAssociation : CompletionScore::kSentence;
}

// Subtracts the mean of its question from each score, and divides by the standard deviation of all.
CompletionScores Standardized(CompletionScores scores) {
  double squares = 0;
  uint64_t count = 0;
  for (std::vector<double>& row : scores) {
    double sum = 0;
    uint64_t known = 0;
    for (const double score : row) {
      if (score == kUnknown) continue;
      sum += score;
      ++known;
    }
    for (double& score : row) {
      if (score == kUnknown) continue;
      score -= sum / static_cast<double>(known);
      squares += score * score;
    }
    count += known;
  }
  if (squares == 0) return scores;
  const double deviation = std::sqrt(squares / static_cast<double>(count));
  for (std::vector<double>& row : scores) {
    for (double& score : row) score /= deviation;
  }
  return scores;
}

}  // namespace

absl::StatusOr<std::vector<CompletionQuestion>> ReadCompletionQuestions(const std::string& path) {
  std::vector<CompletionQuestion> questions;
  bool at_start = true;
  const absl::Status status = ForEachLine(path, [&](absl::string_view line) {
    const std::vector<absl::string_view> columns = absl::StrSplit(line, '\t');
    if (std::exchange(at_start, false) && columns[0] == "id") return absl::OkStatus();
    absl::StatusOr<CompletionQuestion> question = ParseQuestion(columns);
    if (!question.ok()) return question.status();
    questions.push_back(*std::move(question));
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  if (questions.empty()) {
    return absl::NotFoundError(absl::StrCat(InputName(path), ": there are no questions in it"));
  }
  return questions;
}

absl::StatusOr<CompletionScores> ScoreCandidates(absl::Span<const CompletionQuestion> questions,
                                                 CompletionScore score, TrainedModel& trained) {
  score = Resolved(score, trained.provenance.config);
  const ModelConfig& config = trained.provenance.config.model();
  const auto reach = static_cast<size_t>(WindowReach(config));
  const bool masked = config.objective() == OBJECTIVE_MASKED;
  const bool whole = score == CompletionScore::kSentence;
  // How far before and after the blank words have it in their windows.
  const size_t reach_before = whole && masked ? reach : 0;
  const size_t reach_after = whole ? reach : 0;

  const std::vector<double> log_shares = LogShares(trained.vocabulary.counts());
  LineLikelihood likelihood(trained);
  CompletionScores scores;
  for (const CompletionQuestion& question : questions) {
    const std::vector<uint32_t> before = Encode(question.before, trained).ids;
    const std::vector<uint32_t> after = Encode(question.after, trained).ids;
    scores.emplace_back();
    for (const std::string& candidate : question.candidates) {
      const EncodedWords words = Encode(candidate, trained);
      const bool known = words.all_known && !words.ids.empty();
      scores.back().push_back(known ? 0 : kUnknown);
      if (!known) continue;
      if (score == CompletionScore::kAssociation) {
        for (const uint32_t id : words.ids) scores.back().back() -= log_shares[id];
      }
      std::vector<uint32_t> line = before;
      line.insert(line.end(), words.ids.begin(), words.ids.end());
      line.insert(line.end(), after.begin(), after.end());
      line.push_back(trained.vocabulary.line_end_id());
      likelihood.Add(line, before.size() - std::min(before.size(), reach_before),
                     std::min(line.size(), before.size() + words.ids.size() + reach_after));
    }
  }
  const absl::StatusOr<std::vector<double>> sums = likelihood.Take();
  if (!sums.ok()) return sums.status();
  auto next = sums->begin();
  for (std::vector<double>& row : scores) {
    for (double& value : row) {
      if (value != kUnknown) value += *next++;
    }
  }
  return scores;
}

CompletionScores MixScores(const CompletionScores& x, const CompletionScores& y, double weight) {
  CompletionScores mixed = Standardized(x);
  const CompletionScores other = Standardized(y);
  for (size_t i = 0; i < mixed.size(); ++i) {
    for (size_t j = 0; j < mixed[i].size(); ++j) {
      const bool known = mixed[i][j] != kUnknown && other[i][j] != kUnknown;
      mixed[i][j] = known ? (1 - weight) * mixed[i][j] + weight * other[i][j] : kUnknown;
    }
  }
  return mixed;
}

CompletionSummary SummarizeCompletion(absl::Span<const CompletionQuestion> questions,
                                      const CompletionScores& scores) {
  CompletionSummary summary;
  summary.questions = questions.size();
  double expected = 0;
  for (size_t i = 0; i < questions.size(); ++i) {
    const std::vector<double>& row = scores[i];
    summary.unknown_candidates += std::count(row.begin(), row.end(), kUnknown);
    const double highest = *std::max_element(row.begin(), row.end());
    if (row[questions[i].answer] != highest) continue;
    const auto sharing = std::count(row.begin(), row.end(), highest);
    ++(sharing == 1 ? summary.correct : summary.tied);
    expected += 1 / static_cast<double>(sharing);
  }
  summary.accuracy = expected / static_cast<double>(summary.questions);
  return summary;
}

}  // namespace windowlm
