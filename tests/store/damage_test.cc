// Every kind of damage that a file may come to, done to a small one: an error each time,
// never a crash and never a wrong answer.

#include <gtest/gtest.h>

#include <utility>

#include "absl/strings/str_join.h"
#include "src/store/sealed_file.h"
#include "tests/store/tiny_file.h"

namespace windowlm {
namespace {

class Damage : public testing::Test {
 protected:
  void SetUp() override {
    const absl::Status status = ReadTinyFile(whole_);
    ASSERT_TRUE(status.ok()) << status;
    ASSERT_TRUE(ReadAnyFile(whole_).ok());
    ASSERT_EQ(absl::StrJoin(records_, ""), whole_);
    ASSERT_EQ(records_.size(), 5);
  }

  // Both readers must find it: that of a model, which knows what to expect, and that of records,
  // which has the footer alone to go by.
  static void ExpectRefused(const std::string& bytes) {
    for (const absl::Status& status : {ReadTinyFile(bytes), ReadAnyFile(bytes)}) {
      EXPECT_TRUE(absl::IsDataLoss(status) || absl::IsInvalidArgument(status)) << status;
    }
  }

  const std::string whole_ = TinyFile();
  const std::vector<std::string> records_ = RecordsOf(whole_);
};

TEST_F(Damage, ACutAtAnyByteIsFound) {
  for (size_t size = 0; size < whole_.size(); ++size) {
    SCOPED_TRACE(size);
    ExpectRefused(whole_.substr(0, size));
  }
}

TEST_F(Damage, AnyFlippedBitIsFound) {
  for (size_t bit = 0; bit < whole_.size() * 8; ++bit) {
    SCOPED_TRACE(bit);
    std::string bytes = whole_;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ 1 << bit % 8);
    ExpectRefused(bytes);
  }
}

TEST_F(Damage, ALostByteIsFound) {
  for (size_t i = 0; i < whole_.size(); ++i) {
    SCOPED_TRACE(i);
    ExpectRefused(whole_.substr(0, i) + whole_.substr(i + 1));
  }
}

TEST_F(Damage, AnyTwoSwappedRecordsAreFound) {
  for (size_t i = 0; i < records_.size(); ++i) {
    for (size_t j = i + 1; j < records_.size(); ++j) {
      SCOPED_TRACE(testing::Message() << i << " and " << j);
      std::vector<std::string> records = records_;
      std::swap(records[i], records[j]);
      ExpectRefused(absl::StrJoin(records, ""));
    }
  }
}

TEST_F(Damage, AnyRepeatedRecordIsFound) {
  for (size_t i = 0; i < records_.size(); ++i) {
    for (size_t j = 0; j <= records_.size(); ++j) {
      SCOPED_TRACE(testing::Message() << i << " at " << j);
      std::vector<std::string> records = records_;
      records.insert(records.begin() + j, records_[i]);
      ExpectRefused(absl::StrJoin(records, ""));
    }
  }
}

TEST_F(Damage, AnyDroppedRecordIsFound) {
  for (size_t i = 0; i < records_.size(); ++i) {
    SCOPED_TRACE(i);
    std::vector<std::string> records = records_;
    records.erase(records.begin() + i);
    ExpectRefused(absl::StrJoin(records, ""));
  }
}

TEST_F(Damage, TrailingBytesAreFound) {
  ExpectRefused(whole_ + std::string(1, '\0'));
  ExpectRefused(whole_ + std::string(4096, '\0'));
  ExpectRefused(whole_ + whole_);
}

TEST_F(Damage, ARecordOfAnotherFileIsFound) {
  FileRecord record;
  ASSERT_TRUE(record.ParseFromString(PayloadsOf(whole_)[3]));
  record.mutable_tensor()->set_values(std::string(8, '\x3f'));
  std::vector<std::string> records = records_;
  records[3] = RecordOf(record.SerializeAsString());
  ExpectRefused(absl::StrJoin(records, ""));
}

// Checksums say nothing against bytes that were written with intent. Such a file may well be a
// right one, with other words in it; reading it must end, and within what was allocated.
TEST_F(Damage, AFlippedBitUnderRightChecksumsCrashesNothing) {
  std::vector<std::string> payloads = PayloadsOf(whole_);
  payloads.pop_back();
  ASSERT_EQ(Sealed(payloads), whole_);
  int accepted = 0;
  int refused = 0;
  for (std::string& payload : payloads) {
    for (size_t bit = 0; bit < payload.size() * 8; ++bit) {
      char& byte = payload[bit / 8];
      const char right = byte;
      byte = static_cast<char>(byte ^ 1 << bit % 8);
      const std::string bytes = Sealed(payloads);
      byte = right;
      // The reader of a model finds more than that of records.
      const absl::Status any = ReadAnyFile(bytes);
      const absl::Status tiny = ReadTinyFile(bytes);
      EXPECT_TRUE(any.ok() || !tiny.ok()) << any;
      ++(any.ok() ? accepted : refused);
    }
  }
  EXPECT_GT(accepted, 0);
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace windowlm
