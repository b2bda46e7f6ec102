#include "tests/store/damage.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "tests/store/tiny_file.h"

namespace windowlm {
namespace {

void FlipBit(size_t bit, std::string* bytes) {
  (*bytes)[bit / 8] = static_cast<char>((*bytes)[bit / 8] ^ 1 << bit % 8);
}

}  // namespace

void ForEachCut(const std::string& whole, DamagedVisitor visit) {
  for (size_t size = 0; size < whole.size(); ++size) {
    SCOPED_TRACE(testing::Message() << "cut after byte " << size);
    visit(whole.substr(0, size));
  }
}

void ForEachFlippedBit(const std::string& whole, DamagedVisitor visit) {
  for (size_t bit = 0; bit < whole.size() * 8; ++bit) {
    SCOPED_TRACE(testing::Message() << "bit " << bit << " flipped");
    std::string bytes = whole;
    FlipBit(bit, &bytes);
    visit(bytes);
  }
}

void ForEachMisplacedRecord(const std::string& whole, DamagedVisitor visit) {
  const std::vector<std::string> right = RecordsOf(whole);
  for (size_t i = 0; i < right.size(); ++i) {
    for (size_t j = i + 1; j < right.size(); ++j) {
      SCOPED_TRACE(testing::Message() << "records " << i << " and " << j << " swapped");
      std::vector<std::string> records = right;
      std::swap(records[i], records[j]);
      visit(absl::StrJoin(records, ""));
    }
    for (size_t j = 0; j <= right.size(); ++j) {
      SCOPED_TRACE(testing::Message() << "record " << i << " repeated at " << j);
      std::vector<std::string> records = right;
      records.insert(records.begin() + j, right[i]);
      visit(absl::StrJoin(records, ""));
    }
    SCOPED_TRACE(testing::Message() << "record " << i << " dropped");
    std::vector<std::string> records = right;
    records.erase(records.begin() + i);
    visit(absl::StrJoin(records, ""));
  }
}

void ForEachForgedBit(const std::string& whole, DamagedVisitor visit) {
  std::vector<std::string> payloads = PayloadsOf(whole);
  // The footer, which Sealed makes.
  payloads.pop_back();
  ASSERT_EQ(Sealed(payloads), whole);
  for (size_t i = 0; i < payloads.size(); ++i) {
    for (size_t bit = 0; bit < payloads[i].size() * 8; ++bit) {
      SCOPED_TRACE(testing::Message() << "bit " << bit << " of record " << i << " forged");
      FlipBit(bit, &payloads[i]);
      visit(Sealed(payloads));
      FlipBit(bit, &payloads[i]);
    }
  }
}

}  // namespace windowlm
