#ifndef WINDOWLM_TESTS_STORE_DAMAGE_H_
#define WINDOWLM_TESTS_STORE_DAMAGE_H_

#include <string>

#include "absl/functional/function_ref.h"

namespace windowlm {

// Called with a file's bytes after one kind of damage.
using DamagedVisitor = absl::FunctionRef<void(const std::string&)>;

// Every proper prefix of the file.
void ForEachCut(const std::string& whole, DamagedVisitor visit);

// The file with one bit flipped, for each of its bits.
void ForEachFlippedBit(const std::string& whole, DamagedVisitor visit);

// The file with two records swapped, with one repeated anywhere, with one dropped.
void ForEachMisplacedRecord(const std::string& whole, DamagedVisitor visit);

// The file with one bit of one record flipped, under checksums that fit.
void ForEachForgedBit(const std::string& whole, DamagedVisitor visit);

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_STORE_DAMAGE_H_
