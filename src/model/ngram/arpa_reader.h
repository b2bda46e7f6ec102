#ifndef WINDOWLM_SRC_MODEL_NGRAM_ARPA_READER_H_
#define WINDOWLM_SRC_MODEL_NGRAM_ARPA_READER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "src/corpus/vocabulary.h"
#include "src/corpus/word_index.h"
#include "src/model/ngram/ngram_model.h"

namespace windowlm {

// The logarithm, to base 10, of a probability that a file calls 0, or does not give for `<unk>`:
// that which KenLM takes in the latter case.
inline constexpr float kArpaLogZero = -100;

// A backoff model as an ARPA file has it.
struct ArpaModel {
  // The file's words in its order, or those of the vocabulary that was given, in its order. Without
  // counts, unless it was given.
  Vocabulary vocabulary;
  // As many as the model's order, of the scale kLog10.
  std::vector<NgramTable> tables;
  // Whether the file has `<unk>`. If it has none, its probability is kArpaLogZero.
  bool has_unknown = false;
  // How many n-grams have a probability of 0, and got kArpaLogZero.
  uint64_t zeroes = 0;
  // How many n-grams were left out because `<s>` stands in them behind another word, so that no
  // text has them.
  uint64_t unreachable = 0;
  // The bytes of the lines, each with a line end, and their CRC-32C.
  uint64_t bytes = 0;
  uint32_t crc32c = 0;
};

// Takes an ARPA file line by line:
//
//   "\data\"                  perhaps behind lines that start with #
//   "ngram 1=3"               how many n-grams follow, for each order
//   "ngram 2=1"
//   "\1-grams:"
//   "-99    <s>     -0.3"     log10 probability, words, and log10 backoff, or none, which is 0,
//   "-0.5   </s>"             separated by tabs or spaces
//   "-0.4   a       -0.2"
//   "\2-grams:"
//   "-0.1   <s> a"
//   "\end\"
//
// As in KenLM: `<s>` and `</s>` must be there; without `<unk>`, `<UNK>` is taken for it; an n-gram
// has its context, which is all of its words but the last, among those of the order before, while
// it may be missing there without its first word; the highest order has no backoffs; no probability
// is above 1.
//
// Memory grows with the lines that were taken, and by no number that they announce.
class ArpaReader {
 public:
  // If a vocabulary is given, the file must have its words, besides special ones, and no others.
  explicit ArpaReader(absl::optional<Vocabulary> given = {});

  // Takes the next line, which is not empty and has no white space around it. `number` is where it
  // stands in the file. kInvalidArgument says what was expected and found; after an error the
  // reader is of no use.
  absl::Status Add(absl::string_view line, uint64_t number);

  // The model, once all lines were taken. kInvalidArgument if some are missing.
  absl::StatusOr<ArpaModel> Finish();

 private:
  // An n-gram of the order that is being read.
  struct Ngram {
    // The index of its words but the last in the table of the order below, and its last word.
    uint32_t context;
    uint32_t word;
    float probability;
    float backoff;
    // Its line, counted from that of the order's heading.
    uint32_t line;
  };
  // The parts of an n-gram's line.
  struct Parts {
    float probability = 0;
    float backoff = 0;
    std::vector<absl::string_view> words;
  };
  enum class Place { kStart, kCounts, kNgrams, kEnd };

  size_t orders() const { return announced_.size(); }
  absl::Status AddCount(absl::string_view line);
  absl::Status AddHeading(absl::string_view line, uint64_t number);
  absl::Status AddNgram(absl::string_view line, uint64_t number);
  // Cuts the line of an n-gram into parts_.
  absl::Status Split(absl::string_view line);
  absl::Status CheckIsNewWord(absl::string_view word) const;
  // Finishes the order whose n-grams were read.
  absl::Status FinishOrder();
  absl::Status FinishWords();
  absl::Status FinishNgrams();
  absl::optional<uint32_t> IdOf(absl::string_view word) const;
  // The index of the n-gram of all of ids_ but the last in the table of its order, or kNoNgram.
  uint32_t FindContext() const;

  const bool has_given_;
  Place place_ = Place::kStart;
  uint64_t last_line_ = 0;
  // The n-grams of each order that the file announces.
  std::vector<uint64_t> announced_;
  // The order that is being read, the line of its heading, and its n-grams so far, those that are
  // left out among them.
  size_t order_ = 0;
  uint64_t heading_ = 0;
  uint64_t read_ = 0;
  std::vector<Ngram> ngrams_;
  // The words, as the file spells them, in its order.
  WordIndex words_;
  // The one that was given, or that of words_ once they are complete.
  absl::optional<Vocabulary> vocabulary_;
  // What the file calls `<unk>`.
  std::string unknown_;
  std::vector<uint32_t> ids_;
  Parts parts_;
  std::vector<NgramTable> tables_;
  uint64_t zeroes_ = 0;
  uint64_t unreachable_ = 0;
  uint64_t bytes_ = 0;
  uint32_t crc32c_ = 0;
};

// Reads the file at `path`, plain or compressed, or "-" for standard input. Errors: those of
// ForEachLine and ArpaReader; each names the file.
absl::StatusOr<ArpaModel> ReadArpa(const std::string& path, absl::optional<Vocabulary> given = {});

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_NGRAM_ARPA_READER_H_
