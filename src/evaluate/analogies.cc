#include "src/evaluate/analogies.h"

#include <algorithm>
#include <array>
#include <limits>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "src/base/format_count.h"
#include "src/base/matrix_product.h"
#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"
#include "src/input/byte_input.h"
#include "src/input/shown_text.h"
#include "src/input/text_lines.h"
#include "src/model/word_vectors.h"

namespace windowlm {
namespace {

// Questions that a task answers, and the words that it looks at in one product: their scores take
// half a MiB, half of a core's cache.
constexpr int64_t kQuestions = 256;
constexpr int64_t kWords = 512;

constexpr float kLowest = -std::numeric_limits<float>::infinity();

struct Question {
  // The ids of A, B, C and D; of words equal but for case, that of the first.
  std::array<uint32_t, 4> words;
  size_t section;
};

// Reads the questions of a file, and adds its sections to `summary`, with the numbers of questions
// that are skipped.
absl::StatusOr<std::vector<Question>> ReadQuestions(const std::string& path,
                                                    const CaselessWords& words,
                                                    AnalogySummary* summary) {
  std::vector<Question> questions;
  std::vector<AnalogySection>& sections = summary->sections;
  const absl::Status status = ForEachLine(path, [&](absl::string_view line) {
    const std::vector<absl::string_view> parts =
        absl::StrSplit(line, absl::ByAnyChar(" \t"), absl::SkipEmpty());
    if (parts[0] == ":" && parts.size() > 1) {
      sections.push_back({std::string(absl::StripAsciiWhitespace(line.substr(1))), {}});
      return absl::OkStatus();
    }
    Question question;
    if (parts.size() != question.words.size()) {
      return absl::InvalidArgumentError(
          absl::StrCat("expected four words or \": SECTION\", found ", QuotedExcerpt(line)));
    }
    if (sections.empty()) {
      return absl::InvalidArgumentError(
          "expected \": SECTION\" before the first question, found none");
    }
    question.section = sections.size() - 1;
    for (size_t i = 0; i < parts.size(); ++i) {
      const absl::optional<uint32_t> id = words.Find(parts[i]);
      if (!id.has_value()) {
        ++sections.back().score.skipped;
        return absl::OkStatus();
      }
      question.words[i] = *id;
    }
    questions.push_back(question);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return questions;
}

// The best answer so far; of words equal but for case, the first.
struct Best {
  float score = kLowest;
  uint32_t word = CaselessWords::kNoWord;
};

// Looks for a better answer to `question` among the `count` words from `first` on, which have these
// scores. Scores may be overwritten.
void Improve(const Question& question, const CaselessWords& words, int64_t first, int64_t count,
             float* scores, Best* best) {
  for (;;) {
    const float highest = Max(scores, count);
    if (!(highest > best->score)) return;
    float* const at = std::find(scores, scores + count, highest);
    const uint32_t word = words.FirstEqual(static_cast<uint32_t>(first + (at - scores)));
    const auto asked = question.words.begin() + 3;
    if (word != CaselessWords::kNoWord && std::find(question.words.begin(), asked, word) == asked) {
      *best = {highest, word};
      return;
    }
    *at = kLowest;
  }
}

// Sets right[i] to whether the answer to questions[i] is right.
void Answer(absl::Span<const Question> questions, const Matrix<float>& unit,
            const CaselessWords& words, absl::Span<char> right) {
  const auto count = static_cast<int64_t>(questions.size());
  const int64_t columns = unit.columns();
  Matrix<float> wanted(count, columns);
  for (int64_t i = 0; i < count; ++i) {
    const std::array<uint32_t, 4>& ids = questions[i].words;
    WriteAnalogyVector(unit.row(ids[0]), unit.row(ids[1]), unit.row(ids[2]), columns,
                       wanted.row(i));
  }
  std::vector<Best> best(questions.size());
  Matrix<float> scores;
  for (int64_t first = 0; first < unit.rows(); first += kWords) {
    const int64_t tile = std::min(kWords, unit.rows() - first);
    scores.Resize(count, tile);
    MatrixProduct(Plain(wanted.view()), Transposed(unit.view().Rows(first, tile)), scores.view());
    for (int64_t i = 0; i < count; ++i) {
      Improve(questions[i], words, first, tile, scores.row(i), &best[i]);
    }
  }
  for (int64_t i = 0; i < count; ++i) right[i] = best[i].word == questions[i].words[3] ? 1 : 0;
}

}  // namespace

AnalogyScore& AnalogyScore::operator+=(const AnalogyScore& other) {
  answered += other.answered;
  correct += other.correct;
  skipped += other.skipped;
  return *this;
}

double AnalogyScore::accuracy() const {
  return static_cast<double>(correct) / static_cast<double>(answered);
}

bool AnalogySection::syntactic() const { return absl::StartsWith(name, "gram"); }

absl::StatusOr<AnalogySummary> EvaluateAnalogies(const std::string& path,
                                                 const Matrix<float>& embeddings,
                                                 const CaselessWords& words) {
  AnalogySummary summary;
  const absl::StatusOr<std::vector<Question>> questions = ReadQuestions(path, words, &summary);
  if (!questions.ok()) return questions.status();

  const Matrix<float> unit = UnitVectors(embeddings, words.size());
  std::vector<char> right(questions->size());
  ParallelForTiles(static_cast<int64_t>(right.size()), kQuestions, [&](int64_t begin, int64_t end) {
    const auto count = static_cast<size_t>(end - begin);
    Answer(absl::MakeConstSpan(*questions).subspan(begin, count), unit, words,
           absl::MakeSpan(right).subspan(begin, count));
  });

  for (size_t i = 0; i < right.size(); ++i) {
    AnalogyScore& score = summary.sections[(*questions)[i].section].score;
    ++score.answered;
    score.correct += right[i];
  }
  for (const AnalogySection& section : summary.sections) {
    (section.syntactic() ? summary.syntactic : summary.semantic) += section.score;
    summary.total += section.score;
  }
  if (summary.total.answered == 0) {
    return absl::NotFoundError(
        absl::StrCat(InputName(path), ": of its ", Counted(summary.total.skipped, "question"),
                     " none can be answered: ", "none has all four words among the first ",
                     words.size(), " of the model's vocabulary"));
  }
  return summary;
}

}  // namespace windowlm
