#ifndef WINDOWLM_SRC_BASE_FORMAT_COUNT_H_
#define WINDOWLM_SRC_BASE_FORMAT_COUNT_H_

#include <cstdint>
#include <string>

namespace windowlm {

// As people read it: "1,234,567".
std::string FormatCount(uint64_t count);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_FORMAT_COUNT_H_
