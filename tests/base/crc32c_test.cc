#include "src/base/crc32c.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

// RFC 3720, section B.4, and the check value of the catalogue of CRCs.
TEST(Crc32c, MeetsThePublishedValues) {
  EXPECT_EQ(Crc32c(""), 0u);
  EXPECT_EQ(Crc32c("123456789"), 0xE3069283u);
  EXPECT_EQ(Crc32c(std::string(32, '\0')), 0x8A9136AAu);
  EXPECT_EQ(Crc32c(std::string(32, '\xFF')), 0x62A8AB43u);
  std::string ascending;
  for (char c = 0; c < 32; ++c) ascending.push_back(c);
  EXPECT_EQ(Crc32c(ascending), 0x46DD794Eu);
}

TEST(Crc32c, IsTheSameHoweverTheBytesAreSplit) {
  std::string bytes;
  for (int i = 0; i < 1500; ++i) bytes.push_back(static_cast<char>(i * i / 7));
  const absl::string_view view = bytes;
  const uint32_t whole = Crc32c(view);
  for (size_t cut = 0; cut <= view.size(); ++cut) {
    ASSERT_EQ(ExtendCrc32c(Crc32c(view.substr(0, cut)), view.substr(cut)), whole) << cut;
  }
  uint32_t by_bytes = 0;
  for (size_t i = 0; i < view.size(); ++i) by_bytes = ExtendCrc32c(by_bytes, view.substr(i, 1));
  EXPECT_EQ(by_bytes, whole);
}

TEST(Crc32c, SeesEveryFlippedBit) {
  std::string bytes(100, 'x');
  const uint32_t whole = Crc32c(bytes);
  for (size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    bytes[bit / 8] ^= static_cast<char>(1 << bit % 8);
    EXPECT_NE(Crc32c(bytes), whole);
    bytes[bit / 8] ^= static_cast<char>(1 << bit % 8);
  }
}

}  // namespace
}  // namespace windowlm
