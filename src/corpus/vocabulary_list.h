#ifndef WINDOWLM_SRC_CORPUS_VOCABULARY_LIST_H_
#define WINDOWLM_SRC_CORPUS_VOCABULARY_LIST_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/corpus/vocabulary.h"
#include "src/corpus/word_index.h"

namespace windowlm {

// A list of the words that a vocabulary is to have, with how often each was seen, or without. The
// lines of a list are all of one kind:
//   WORD<TAB>COUNT, as `windowlm info --words --format=tsv` prints them
//   COUNT  WORD, with two spaces and commas within the count, as `windowlm info --words` does
//   WORD COUNT, with one space, as word2vec and GloVe write them
//   WORD
// but the first three, which have counts, may be mixed.
class VocabularyList {
 public:
  // Takes the next line, which is well-formed UTF-8, not empty, and has no white space around it.
  // kInvalidArgument says what is wrong with it: the word has white space in it, is longer than
  // kMaxWordBytes or was taken before; the count is no whole number up to 2^63 - 1, or not 0 for
  // `<s>`, which no text holds; there is a count where the lines before had none, or none where
  // they had one. After an error the list is of no use.
  absl::Status Add(absl::string_view line);

  // OK if there is a word besides the three special ones and, if words have counts, one of these is
  // above 0; else kInvalidArgument.
  absl::Status CheckWhole() const;

  // The words in the order of their lines, special ones among them.
  const WordIndex& words() const { return words_; }
  // The words' counts; empty if the list has none.
  const std::vector<uint64_t>& counts() const { return counts_; }

  // The bytes of the lines, each with a line end, and their CRC-32C.
  uint64_t bytes() const { return bytes_; }
  uint32_t crc32c() const { return crc32c_; }

 private:
  WordIndex words_;
  std::vector<uint64_t> counts_;
  uint64_t bytes_ = 0;
  uint32_t crc32c_ = 0;
};

// Reads the list at `path`, plain or compressed, or "-" for standard input. Errors: those of
// ForEachLine and VocabularyList; each names the file.
absl::StatusOr<VocabularyList> ReadVocabularyList(const std::string& path);

// The vocabulary of a list of words with counts, as it is; a special word that the list does not
// have has the count 0. Requires CheckWhole().
absl::StatusOr<Vocabulary> VocabularyOf(const VocabularyList& list);

// The word of a line of a list: of those of which a VocabularyList has one, or of a table with tabs
// between its columns, of which the first one is meant.
absl::string_view WordOfLine(absl::string_view line);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_VOCABULARY_LIST_H_
