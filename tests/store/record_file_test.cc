#include "src/store/record_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "src/base/crc32c.h"
#include "src/input/little_endian.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using testing::HasSubstr;

std::string Framed(const std::vector<std::string>& payloads) {
  std::string bytes;
  RecordWriter writer([&bytes](absl::string_view piece) {
    bytes.append(piece.data(), piece.size());
    return absl::OkStatus();
  });
  for (const std::string& payload : payloads) EXPECT_TRUE(writer.Write(payload).ok());
  return bytes;
}

RecordReader ReaderOf(absl::string_view bytes) {
  return RecordReader(ByteSource::FromBytes("memory", bytes));
}

// A record's head with a checksum that fits.
std::string HeadOf(uint64_t length) {
  std::string head(12, '\0');
  StoreUint64(length, &head[0]);
  StoreUint32(MaskCrc32c(Crc32c(absl::string_view(head).substr(0, 8))), &head[8]);
  return head;
}

TEST(MaskCrc32c, AgreesWithTensorFlowsFiles) {
  EXPECT_EQ(MaskCrc32c(Crc32c("123456789")), 0xc78ab0e5u);
  EXPECT_EQ(MaskCrc32c(Crc32c(std::string(8, '\0'))), 0x07980329u);
}

TEST(RecordFile, WritesTheFrameOfTensorFlow) {
  EXPECT_EQ(absl::BytesToHexString(Framed({"", "123456789"})),
            "000000000000000029039807d8ea82a2"
            "090000000000000037f97139313233343536373839e5b08ac7");
}

TEST(RecordFile, ReadsWhatItWrote) {
  const std::vector<std::string> payloads = {"one", "", std::string(100'000, 'x'),
                                             std::string("\0\xff", 2)};
  const std::string bytes = Framed(payloads);
  RecordReader reader = ReaderOf(bytes);
  uint64_t offset = 0;
  for (const std::string& payload : payloads) {
    EXPECT_FALSE(reader.AtEnd());
    const auto read = reader.Next();
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_TRUE(*read == payload);
    EXPECT_EQ(reader.record_offset(), offset);
    EXPECT_EQ(reader.payload_crc(), Crc32c(payload));
    offset += 16 + payload.size();
    EXPECT_EQ(reader.offset(), offset);
  }
  EXPECT_TRUE(reader.AtEnd());
}

TEST(RecordFile, RefusesALengthBeyondTheFile) {
  const std::string first = Framed({"one"});
  for (const uint64_t length : {uint64_t{5}, uint64_t{1000}, kMaxPayloadBytes}) {
    for (const std::string& start : {std::string(), first}) {
      const std::string bytes = start + HeadOf(length) + "12345678";
      RecordReader reader = ReaderOf(bytes);
      if (!start.empty()) {
        EXPECT_TRUE(reader.Next().ok());
      }
      const absl::Status status = reader.Next().status();
      EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
      EXPECT_EQ(MessageOf(status),
                absl::StrCat("memory is damaged at byte ", start.size(), ": expected ", length + 4,
                             " more bytes of the record, but the file ends after 8"));
    }
  }
}

TEST(RecordFile, RefusesALengthBeyondTheLongestPayload) {
  for (const uint64_t length : {kMaxPayloadBytes + 1, std::numeric_limits<uint64_t>::max(),
                                std::numeric_limits<uint64_t>::max() - 3}) {
    const std::string bytes = HeadOf(length) + "12345678";
    RecordReader reader = ReaderOf(bytes);
    EXPECT_EQ(MessageOf(reader.Next().status()),
              absl::StrCat("memory is damaged at byte 0: the record's length is ", length,
                           " bytes, expected at most ", kMaxPayloadBytes));
  }
}

TEST(RecordFile, WritesNoPayloadThatItWouldNotRead) {
  const std::string longest(kMaxPayloadBytes, 'x');
  const std::string bytes = Framed({longest});
  RecordReader reader = ReaderOf(bytes);
  EXPECT_TRUE(reader.Next().ok());
  RecordWriter writer([](absl::string_view) { return absl::OkStatus(); });
  EXPECT_EQ(writer.Write(longest + "x").code(), absl::StatusCode::kInvalidArgument);
}

TEST(RecordFile, TellsAnotherKindOfFileFromADamagedRecord) {
  const std::string text = "This is a text, and no record file.";
  EXPECT_EQ(ReaderOf(text).Next().status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(MessageOf(ReaderOf(text).Next().status()), HasSubstr("memory is not a record file"));
  EXPECT_EQ(ReaderOf("short").Next().status().code(), absl::StatusCode::kInvalidArgument);
  const std::string bytes = Framed({"one"}) + text;
  RecordReader reader = ReaderOf(bytes);
  EXPECT_TRUE(reader.Next().ok());
  const absl::Status status = reader.Next().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(MessageOf(status),
              HasSubstr("memory is damaged at byte 19: the checksum of the record's length"));
}

TEST(RecordFile, HandsOnTheErrorOfTheSink) {
  int calls = 0;
  RecordWriter writer([&calls](absl::string_view) {
    ++calls;
    return absl::ResourceExhaustedError("full");
  });
  EXPECT_EQ(writer.Write("one"), absl::ResourceExhaustedError("full"));
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace windowlm
