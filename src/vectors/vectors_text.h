#ifndef WINDOWLM_SRC_VECTORS_VECTORS_TEXT_H_
#define WINDOWLM_SRC_VECTORS_VECTORS_TEXT_H_

#include "absl/status/status.h"
#include "src/input/feed_reader.h"
#include "src/vectors/vector_rows.h"

namespace windowlm {

// Reads word2vec's text (with a header) or GloVe's (without) to its end. Spaces and tabs separate;
// those at a line's end, which word2vec and fastText write, are nothing. A word may have spaces
// in it, as some of GloVe's have, where what follows each of them is no number. Values are the
// floats nearest to what is written.
//
// kInvalidArgument, with the line: a header that is none; a line that is no word with as many
// values as the header, or else the first line, says; what VectorRows refuses; more or fewer lines
// than the header announces; no words at all.
absl::Status ReadTextVectors(bool has_header, FeedReader& reader, VectorRows& rows);

// Whether a line is the header of word2vec's text or binary file; sets what it says.
bool ParseWord2vecHeader(absl::string_view line, uint64_t* words, uint64_t* dimension);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_VECTORS_TEXT_H_
