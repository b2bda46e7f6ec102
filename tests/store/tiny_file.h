#ifndef WINDOWLM_TESTS_STORE_TINY_FILE_H_
#define WINDOWLM_TESTS_STORE_TINY_FILE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace windowlm {

// The file of FORMAT.md's example: two words and a tensor of two rows and two columns
// in one chunk, then a vector of two values.
std::string TinyFile();

// Reads such a file up to its end, as the reader of a model would, and compares what it finds
// with what TinyFile() holds.
absl::Status ReadTinyFile(absl::string_view bytes);

// Reads any file up to its end, without a look at what the chunks hold.
absl::Status ReadAnyFile(absl::string_view bytes);

// The whole records of a file, and from payloads records with checksums that fit.
std::vector<std::string> RecordsOf(const std::string& bytes);
std::vector<std::string> PayloadsOf(const std::string& bytes);
std::string RecordOf(const std::string& payload);

// Records of these payloads and a footer that fits them, but for the number of records where
// another is given.
std::string Sealed(const std::vector<std::string>& payloads);
std::string Sealed(const std::vector<std::string>& payloads, uint64_t record_count);

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_STORE_TINY_FILE_H_
