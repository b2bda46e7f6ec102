#include "src/evaluate/analogies.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
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

// Questions that are answered before the next are made: whole tiles of kQuestions.
constexpr size_t kBatch = size_t{1} << 16;

constexpr char kNoSection[] = "(no section)";

// Ids of words; of words equal but for case, that of the first.
using Ids = std::vector<uint32_t>;

struct Question {
  // Of A, B and C.
  std::array<uint32_t, 3> asked;
  // Of D. Valid as long as the reader of the file.
  absl::Span<const uint32_t> right;
  size_t section;
};

// The text between the last slash and the ends of a file's name that tell its form.
std::string NameWithoutEnds(absl::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);
  for (const absl::string_view end : {".zst", ".gz", ".xz", ".bz2", ".txt", ".tsv", ".csv"}) {
    if (path.size() > end.size()) absl::ConsumeSuffix(&path, end);
  }
  return std::string(path);
}

// Reads a file's questions. Immutable after Read.
class QuestionReader {
 public:
  QuestionReader(const std::string& path, const CaselessWords& words, AnalogySummary* summary)
      : path_(path), words_(words), summary_(*summary) {}

  // Adds the sections to the summary, with the numbers of questions that are skipped.
  absl::Status Read() {
    absl::Status status = ForEachWholeLine(path_, [this](uint64_t number, absl::string_view whole) {
      const absl::string_view line = absl::StripAsciiWhitespace(whole);
      if (line.empty()) {
        ++summary_.blank_lines;
        return absl::OkStatus();
      }
      if (line[0] == '#') {
        ++summary_.comments;
        return absl::OkStatus();
      }
      return line[0] == ':' ? AddSection(line.substr(1)) : AddWords(number, line);
    });
    if (!status.ok()) return status;
    CountSkippedOfPairs();
    return status;
  }

  // Calls ask(question) for each question that can be answered, in order.
  void ForEachQuestion(absl::FunctionRef<void(const Question&)> ask) const {
    for (const Known& known : questions_) {
      ask({{known.asked[0], known.asked[1], known.asked[2]}, known.right, known.section});
    }
    for (size_t i = 0; i < pairs_.size(); ++i) {
      for (size_t j = 0; j < pairs_[i].size(); ++j) {
        for (size_t k = 0; k < pairs_[i].size(); ++k) {
          if (j == k) continue;
          const Pair& pair = pairs_[i][j];
          ask({{pair.first, pair.second[0], pairs_[i][k].first}, pairs_[i][k].second, i});
        }
      }
    }
  }

 private:
  struct Known {
    std::array<uint32_t, 3> asked;
    Ids right;
    size_t section;
  };
  struct Pair {
    uint32_t first;
    Ids second;
  };

  absl::Status AddSection(absl::string_view text) {
    const absl::string_view name = absl::StripAsciiWhitespace(text);
    if (name.empty()) {
      return absl::InvalidArgumentError("expected a section's name behind the colon, found none");
    }
    summary_.sections.push_back({std::string(name), {}});
    return absl::OkStatus();
  }

  absl::Status AddWords(uint64_t number, absl::string_view line) {
    const std::vector<absl::string_view> parts =
        absl::StrSplit(line, absl::ByAnyChar(" \t"), absl::SkipEmpty());
    if (words_a_line_ == 0 && (parts.size() == kPair || parts.size() == kQuestion)) {
      words_a_line_ = parts.size();
      first_line_ = number;
    }
    if (parts.size() != words_a_line_) {
      const std::string expected = words_a_line_ == 0 ? "four words, two words"
                                   : words_a_line_ == kPair
                                       ? absl::StrCat("two words, as line ", first_line_, " has,")
                                       : "four words";
      return absl::InvalidArgumentError(
          absl::StrCat("expected ", expected, " or \": SECTION\", found ", QuotedExcerpt(line)));
    }
    if (summary_.sections.empty()) {
      const bool named = words_a_line_ == kPair && path_ != "-";
      summary_.sections.push_back({named ? NameWithoutEnds(path_) : kNoSection, {}});
    }
    return words_a_line_ == kPair ? AddPair(parts) : AddQuestion(parts);
  }

  absl::Status AddQuestion(absl::Span<const absl::string_view> parts) {
    AnalogySection& section = summary_.sections.back();
    Known known;
    known.section = summary_.sections.size() - 1;
    known.right = Alternatives(parts.back());
    bool all = !known.right.empty();
    for (size_t i = 0; i < known.asked.size(); ++i) {
      const absl::optional<uint32_t> id = words_.Find(parts[i]);
      all = all && id.has_value();
      known.asked[i] = id.value_or(0);
    }
    if (all) {
      questions_.push_back(std::move(known));
    } else {
      ++section.score.skipped;
    }
    return absl::OkStatus();
  }

  absl::Status AddPair(absl::Span<const absl::string_view> parts) {
    pairs_.resize(summary_.sections.size());
    all_pairs_.resize(summary_.sections.size());
    if (++all_pairs_.back() > kMostAnalogyPairs) {
      return absl::InvalidArgumentError(
          absl::StrCat("expected at most ", FormatCount(kMostAnalogyPairs),
                       " pairs in a section, since each asks with every other, found more"));
    }
    const absl::optional<uint32_t> first = words_.Find(parts[0]);
    Ids second = Alternatives(parts[1]);
    if (first.has_value() && !second.empty()) pairs_.back().push_back({*first, std::move(second)});
    return absl::OkStatus();
  }

  // The known ones of a word's alternatives: the word itself where it is known.
  Ids Alternatives(absl::string_view word) const {
    if (const absl::optional<uint32_t> id = words_.Find(word)) return {*id};
    Ids ids;
    for (const absl::string_view alternative : absl::StrSplit(word, '/')) {
      if (const absl::optional<uint32_t> id = words_.Find(alternative)) ids.push_back(*id);
    }
    return ids;
  }

  void CountSkippedOfPairs() {
    for (size_t i = 0; i < pairs_.size(); ++i) {
      const uint64_t all = all_pairs_[i];
      const uint64_t known = pairs_[i].size();
      summary_.sections[i].score.skipped +=
          (all == 0 ? 0 : all * (all - 1)) - (known == 0 ? 0 : known * (known - 1));
    }
  }

  static constexpr size_t kPair = 2;
  static constexpr size_t kQuestion = 4;

  const std::string& path_;
  const CaselessWords& words_;
  AnalogySummary& summary_;
  // What the first line that is not a section has, 0 before it, and its number.
  size_t words_a_line_ = 0;
  uint64_t first_line_ = 0;
  // Those that can be answered.
  std::vector<Known> questions_;
  // By section: the pairs whose words are known, and the number of all.
  std::vector<std::vector<Pair>> pairs_;
  std::vector<uint64_t> all_pairs_;
};

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
    const bool asked =
        std::find(question.asked.begin(), question.asked.end(), word) != question.asked.end();
    if (word != CaselessWords::kNoWord && !asked) {
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
    const std::array<uint32_t, 3>& ids = questions[i].asked;
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
  for (int64_t i = 0; i < count; ++i) {
    const absl::Span<const uint32_t> asked_for = questions[i].right;
    const auto found = std::find(asked_for.begin(), asked_for.end(), best[i].word);
    right[i] = found != asked_for.end() ? 1 : 0;
  }
}

// Answers the questions on the program's threads, and counts them in their sections.
void AnswerBatch(absl::Span<const Question> questions, const Matrix<float>& unit,
                 const CaselessWords& words, std::vector<AnalogySection>* sections) {
  std::vector<char> right(questions.size());
  ParallelForTiles(static_cast<int64_t>(right.size()), kQuestions, [&](int64_t begin, int64_t end) {
    const auto count = static_cast<size_t>(end - begin);
    Answer(questions.subspan(begin, count), unit, words,
           absl::MakeSpan(right).subspan(begin, count));
  });
  for (size_t i = 0; i < right.size(); ++i) {
    AnalogyScore& score = (*sections)[questions[i].section].score;
    ++score.answered;
    score.correct += right[i];
  }
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

bool AnalogySection::syntactic() const {
  if (absl::StartsWith(name, "gram")) return true;
  if (!absl::StartsWith(name, "I") && !absl::StartsWith(name, "D")) return false;
  const size_t end = std::min(name.find_first_not_of("0123456789", 1), name.size());
  return end > 1 && end <= 3 && (end == name.size() || name[end] == ' ');
}

absl::StatusOr<AnalogySummary> EvaluateAnalogies(const std::string& path,
                                                 const Matrix<float>& embeddings,
                                                 const CaselessWords& words) {
  AnalogySummary summary;
  QuestionReader reader(path, words, &summary);
  const absl::Status status = reader.Read();
  if (!status.ok()) return status;

  const Matrix<float> unit = UnitVectors(embeddings, words.size());
  std::vector<Question> batch;
  reader.ForEachQuestion([&](const Question& question) {
    batch.push_back(question);
    if (batch.size() < kBatch) return;
    AnswerBatch(batch, unit, words, &summary.sections);
    batch.clear();
  });
  AnswerBatch(batch, unit, words, &summary.sections);

  for (const AnalogySection& section : summary.sections) {
    (section.syntactic() ? summary.syntactic : summary.semantic) += section.score;
    summary.total += section.score;
  }
  if (summary.total.answered == 0) {
    if (summary.total.skipped == 0) {
      return absl::NotFoundError(absl::StrCat("there are no questions in ", InputName(path)));
    }
    return absl::NotFoundError(
        absl::StrCat(InputName(path), ": of its ", Counted(summary.total.skipped, "question"),
                     " none can be answered: ", "none has all four words among the first ",
                     words.size(), " of the model's vocabulary"));
  }
  return summary;
}

}  // namespace windowlm
