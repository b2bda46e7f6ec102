#include "src/store/tensor_records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>

#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr uint64_t kHuge = std::numeric_limits<uint64_t>::max();

std::vector<float> Values(uint64_t count) {
  std::vector<float> values(count);
  std::iota(values.begin(), values.end(), 0.5f);
  return values;
}

FileHeader HeaderOf(uint64_t tensors) {
  FileHeader header;
  header.set_tensor_count(tensors);
  return header;
}

std::unique_ptr<SealedFileReader> FileWithTensor(uint64_t rows, uint64_t columns,
                                                 absl::Span<const float> values) {
  const std::string path = FreshFolder() + "/file";
  auto writer = SealedFileWriter::Create(path, HeaderOf(1));
  EXPECT_TRUE(writer.ok()) << writer.status();
  EXPECT_TRUE(WriteTensor("input", rows, columns, values, **writer).ok());
  const absl::Status status = (*writer)->Finish();
  EXPECT_TRUE(status.ok()) << status;
  auto reader = SealedFileReader::Open(path);
  EXPECT_TRUE(reader.ok()) << reader.status();
  return *std::move(reader);
}

TensorChunk Chunk(uint64_t first_row, uint64_t first_column, uint64_t values) {
  TensorChunk chunk;
  chunk.set_name("input");
  chunk.set_rows(3);
  chunk.set_columns(4);
  chunk.set_first_row(first_row);
  chunk.set_first_column(first_column);
  chunk.set_values(std::string(values * sizeof(float), 'x'));
  return chunk;
}

// What a [3 x 4] tensor says to the last of `chunks`, after it took the others.
std::string ComplaintAbout(const std::vector<TensorChunk>& chunks) {
  std::vector<float> values(12);
  TensorAssembler assembler("input", 3, 4, absl::MakeSpan(values));
  for (size_t i = 0; i + 1 < chunks.size(); ++i) EXPECT_TRUE(assembler.Add(chunks[i]).ok()) << i;
  return std::string(assembler.Add(chunks.back()).message());
}

TEST(TensorRecords, ReadsTensorsOfAnyShape) {
  const std::pair<uint64_t, uint64_t> shapes[] = {{1, 1},
                                                  {1, 7},
                                                  {7, 1},
                                                  {3, 100'000},
                                                  {2, kChunkValues},
                                                  {1000, 300},
                                                  {2, kChunkValues + 1},
                                                  {3, 2 * kChunkValues},
                                                  {1, 2 * kChunkValues + 5}};
  for (const auto& [rows, columns] : shapes) {
    SCOPED_TRACE(testing::Message() << rows << " x " << columns);
    const std::vector<float> values = Values(rows * columns);
    const auto reader = FileWithTensor(rows, columns, values);
    EXPECT_TRUE(CheckTensorsFit(rows * columns, *reader).ok());
    std::vector<float> read(values.size());
    const absl::Status status = ReadTensor("input", rows, columns, absl::MakeSpan(read), *reader);
    EXPECT_TRUE(status.ok()) << status;
    EXPECT_TRUE(read == values);
    EXPECT_EQ(*reader->Next(), nullptr);
  }
}

TEST(TensorRecords, KeepsEveryBitOfAFloat) {
  const float values[] = {-0.0f, std::numeric_limits<float>::denorm_min(),
                          std::numeric_limits<float>::infinity(),
                          -std::numeric_limits<float>::max(), std::nanf("123")};
  const auto reader = FileWithTensor(1, 5, values);
  float read[5] = {};
  EXPECT_TRUE(ReadTensor("input", 1, 5, absl::MakeSpan(read), *reader).ok());
  // NOLINTNEXTLINE(bugprone-suspicious-memory-comparison): a NaN is not equal to itself.
  EXPECT_EQ(std::memcmp(read, values, sizeof(values)), 0);
}

TEST(TensorRecords, KeepsWholeNumbersAndTellsThemFromFloats) {
  const std::string path = FreshFolder() + "/file";
  auto writer = SealedFileWriter::Create(path, HeaderOf(1));
  ASSERT_TRUE(writer.ok()) << writer.status();
  const std::vector<uint32_t> values = {0, 7, 0x7fc00000, 0xffffffff};
  EXPECT_TRUE(WriteTensor("input", 4, 1, values, **writer).ok());
  EXPECT_TRUE((*writer)->Finish().ok());
  std::vector<uint32_t> read(4);
  const auto reader = SealedFileReader::Open(path);
  EXPECT_TRUE(ReadTensor("input", 4, 1, absl::MakeSpan(read), **reader).ok());
  EXPECT_EQ(read, values);
  std::vector<float> floats(4);
  EXPECT_THAT(
      MessageOf(ReadTensor("input", 4, 1, absl::MakeSpan(floats), **SealedFileReader::Open(path))),
      HasSubstr("expected floats, found values of type 1"));
  const auto of_floats = FileWithTensor(4, 1, floats);
  EXPECT_THAT(MessageOf(ReadTensor("input", 4, 1, absl::MakeSpan(read), *of_floats)),
              HasSubstr("expected whole numbers, found values of type 0"));
}

TEST(TensorRecords, CutsChunksOfWholeRowsBelowAMebibyte) {
  const auto reader = FileWithTensor(1000, 300, Values(300'000));
  std::vector<uint64_t> first_rows;
  for (auto record = reader->Next(); *record != nullptr; record = reader->Next()) {
    first_rows.push_back((*record)->tensor().first_row());
    EXPECT_EQ((*record)->tensor().first_column(), 0);
    EXPECT_LE((*record)->tensor().values().size(), 1 << 20);
  }
  EXPECT_THAT(first_rows, ElementsAre(0, 873));
}

TEST(TensorRecords, CutsLongRowsByColumn) {
  const auto reader = FileWithTensor(2, kChunkValues + 1, Values(2 * kChunkValues + 2));
  std::vector<std::pair<uint64_t, uint64_t>> starts;
  for (auto record = reader->Next(); *record != nullptr; record = reader->Next()) {
    starts.emplace_back((*record)->tensor().first_row(), (*record)->tensor().first_column());
  }
  EXPECT_THAT(starts, ElementsAre(std::pair(0, 0), std::pair(0, kChunkValues), std::pair(1, 0),
                                  std::pair(1, kChunkValues)));
}

TEST(TensorRecords, WritesNoTensorOfAnotherSizeThanItsShape) {
  const std::vector<float> values(6);
  for (const auto& [rows, columns] : std::vector<std::pair<uint64_t, uint64_t>>{
           {2, 4}, {0, 6}, {6, 0}, {5, 1}, {kHuge / 2 + 4, 2}}) {
    auto writer = SealedFileWriter::Create(FreshFolder() + "/file", HeaderOf(1));
    ASSERT_TRUE(writer.ok()) << writer.status();
    const absl::Status status = WriteTensor("input", rows, columns, values, **writer);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << rows << " x " << columns;
    EXPECT_EQ((*writer)->Finish(), status);
  }
}

TEST(TensorRecords, BoundTheirValuesByTheFileBeforeAnythingIsAllocated) {
  for (const uint64_t values : {uint64_t{100}, kHuge, kHuge / 2 + 1}) {
    const auto reader = FileWithTensor(2, 3, Values(6));
    const absl::Status status = CheckTensorsFit(values, *reader);
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << values;
    EXPECT_EQ(reader->Next().status(), status);
  }
}

TEST(TensorRecords, NamesTheFileThatLacksATensor) {
  float values[6];
  const auto other = FileWithTensor(2, 3, Values(6));
  EXPECT_THAT(MessageOf(ReadTensor("output", 2, 3, absl::MakeSpan(values), *other)),
              HasSubstr("/file is damaged at byte 22: tensor output: expected its row 0, column 0, "
                        "found tensor input"));
  const auto missing = FileWithTensor(2, 3, Values(6));
  EXPECT_TRUE(ReadTensor("input", 2, 3, absl::MakeSpan(values), *missing).ok());
  EXPECT_THAT(MessageOf(ReadTensor("output", 2, 3, absl::MakeSpan(values), *missing)),
              HasSubstr("expected tensor output, found the footer"));
}

TEST(TensorRecords, AWrongSpanIsTheCallersFault) {
  float values[5];
  const auto reader = FileWithTensor(2, 3, Values(6));
  EXPECT_EQ(ReadTensor("input", 2, 3, absl::MakeSpan(values), *reader).code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(TensorAssembler, TakesAnyCutIntoRowsOrPiecesOfOne) {
  std::vector<float> values(12);
  TensorAssembler assembler("input", 3, 4, absl::MakeSpan(values));
  EXPECT_TRUE(assembler.Add(Chunk(0, 0, 4)).ok());
  EXPECT_TRUE(assembler.Add(Chunk(1, 0, 3)).ok());
  EXPECT_TRUE(assembler.Add(Chunk(1, 3, 1)).ok());
  EXPECT_FALSE(assembler.complete());
  EXPECT_TRUE(assembler.Add(Chunk(2, 0, 4)).ok());
  EXPECT_TRUE(assembler.complete());
  EXPECT_THAT(values, testing::Each(values[0]));
}

TEST(TensorAssembler, RefusesGapsRepeatsAndChunksOutOfOrder) {
  EXPECT_EQ(ComplaintAbout({Chunk(0, 0, 4), Chunk(2, 0, 4)}),
            "tensor input: expected the chunk from row 1, column 0, found that from row 2, column "
            "0");
  EXPECT_THAT(ComplaintAbout({Chunk(1, 0, 4)}), HasSubstr("expected the chunk from row 0"));
  EXPECT_THAT(ComplaintAbout({Chunk(0, 0, 8), Chunk(0, 0, 8)}), HasSubstr("from row 2, column 0"));
  EXPECT_THAT(ComplaintAbout({Chunk(0, 0, 12), Chunk(3, 0, 4)}), HasSubstr("found another chunk"));
  EXPECT_THAT(ComplaintAbout({Chunk(0, 0, 2), Chunk(0, 3, 1)}), HasSubstr("row 0, column 2"));
}

TEST(TensorAssembler, RefusesChunksOfAWrongSize) {
  for (const uint64_t values : {0, 5, 13, 16}) {
    EXPECT_THAT(ComplaintAbout({Chunk(0, 0, values)}), HasSubstr("whole rows or a piece of one"))
        << values;
  }
  EXPECT_THAT(ComplaintAbout({Chunk(0, 0, 3), Chunk(0, 3, 2)}), HasSubstr("at most 1 values"));
  TensorChunk half = Chunk(0, 0, 4);
  half.mutable_values()->pop_back();
  EXPECT_THAT(ComplaintAbout({half}), HasSubstr("15 bytes"));
}

TEST(TensorAssembler, RefusesAnotherShapeOrName) {
  TensorChunk other_shape = Chunk(0, 0, 4);
  other_shape.set_rows(kHuge);
  EXPECT_EQ(ComplaintAbout({other_shape}),
            "tensor input: expected shape [3 x 4], found [18446744073709551615 x 4]");
  TensorChunk other_name = Chunk(1, 0, 4);
  other_name.set_name("output");
  EXPECT_EQ(ComplaintAbout({Chunk(0, 0, 4), other_name}),
            "tensor input: expected its row 1, column 0, found tensor output");
}

}  // namespace
}  // namespace windowlm
