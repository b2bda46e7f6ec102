#ifndef WINDOWLM_SRC_VECTORS_FOREIGN_VECTORS_H_
#define WINDOWLM_SRC_VECTORS_FOREIGN_VECTORS_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "src/input/byte_feed.h"
#include "src/vectors/vector_format.h"
#include "src/vectors/vector_rows.h"

namespace windowlm {

struct NamedFeed {
  // Stands for the source in errors.
  std::string name;
  ByteFeed feed;
};

// Reads word vectors that another program wrote, `vectors`; `open_words` opens the file of words
// where the format has one. Without a `format` it is found out from how the file starts: NumPy's
// magic; a line of two whole numbers, which is word2vec's, binary where the line after it is no
// text; or else GloVe's text.
//
// Errors: those of the feeds; kInvalidArgument for a file that is not what it should be, down to
// the line or byte where that shows. Nothing is repaired or skipped, and no number in a file makes
// this take memory for what does not come.
absl::StatusOr<ForeignVectors> ReadForeignVectors(
    NamedFeed vectors, absl::optional<VectorFormat> format,
    const std::function<absl::StatusOr<NamedFeed>()>& open_words);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_FOREIGN_VECTORS_H_
