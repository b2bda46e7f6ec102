#ifndef WINDOWLM_TESTS_FUZZ_RESEALED_H_
#define WINDOWLM_TESTS_FUZZ_RESEALED_H_

#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// The file with checksums and a footer that fit whatever its records hold, so that changed bytes
// come further than to the first checksum. The last record, the footer of a right file, makes
// room for the one that fits; bytes after the last whole record are dropped.
std::string Resealed(absl::string_view bytes);

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_FUZZ_RESEALED_H_
