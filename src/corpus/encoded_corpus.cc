#include "src/corpus/encoded_corpus.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/base/parallel_for.h"

namespace windowlm {
namespace {

constexpr char kWrite[] = "write a temporary file";
constexpr char kReadBack[] = "read back a temporary file";

}  // namespace

EncodedCorpus::EncodedCorpus(EncodedCorpus&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

EncodedCorpus& EncodedCorpus::operator=(EncodedCorpus&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

EncodedCorpus::~EncodedCorpus() {
  if (data_ != nullptr) munmap(const_cast<uint32_t*>(data_), size_ * sizeof(uint32_t));
}

EncodedCorpusWriter::EncodedCorpusWriter() {
  const char* const folder = getenv("TMPDIR");
  folder_ = folder == nullptr || *folder == '\0' ? "/tmp" : folder;
  std::string name = absl::StrCat(folder_, "/windowlm-corpus-XXXXXX");
  descriptor_ = mkostemp(&name[0], O_CLOEXEC);
  if (descriptor_ < 0 || unlink(name.c_str()) != 0) Fail("make a temporary file", errno);
  buffer_.reserve(kBufferIds);
}

EncodedCorpusWriter::~EncodedCorpusWriter() {
  if (descriptor_ >= 0) close(descriptor_);
}

bool EncodedCorpusWriter::Fail(const char* what, int error) {
  status_ = absl::ErrnoToStatus(
      error, absl::StrCat("cannot ", what, " in the folder ", folder_, " after ",
                          flushed_ * sizeof(uint32_t), " bytes of word ids; set TMPDIR to a folder",
                          " with four bytes of room for each word of the text"));
  return false;
}

bool EncodedCorpusWriter::WriteAt(uint64_t first, absl::Span<const uint32_t> ids) const {
  const char* bytes = reinterpret_cast<const char*>(ids.data());
  size_t left = ids.size() * sizeof(uint32_t);
  auto offset = static_cast<off_t>(first * sizeof(uint32_t));
  while (left > 0) {
    const ssize_t written = pwrite(descriptor_, bytes, left, offset);
    if (written < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    bytes += written;
    left -= static_cast<size_t>(written);
    offset += written;
  }
  return true;
}

bool EncodedCorpusWriter::ReadAt(uint64_t first, absl::Span<uint32_t> ids) const {
  char* bytes = reinterpret_cast<char*>(ids.data());
  size_t left = ids.size() * sizeof(uint32_t);
  auto offset = static_cast<off_t>(first * sizeof(uint32_t));
  while (left > 0) {
    const ssize_t got = pread(descriptor_, bytes, left, offset);
    if (got <= 0) {
      if (got < 0 && errno == EINTR) continue;
      if (got == 0) errno = EIO;
      return false;
    }
    bytes += got;
    left -= static_cast<size_t>(got);
    offset += got;
  }
  return true;
}

bool EncodedCorpusWriter::Flush() {
  if (status_.ok()) {
    if (WriteAt(flushed_, buffer_)) {
      flushed_ += buffer_.size();
    } else {
      Fail(kWrite, errno);
    }
  }
  buffer_.clear();
  return status_.ok();
}

absl::Status EncodedCorpusWriter::Visit(absl::FunctionRef<void(absl::Span<const uint32_t>)> visit) {
  if (!Flush()) return status_;
  std::vector<uint32_t> piece;
  for (uint64_t first = 0; first < flushed_; first += piece.size()) {
    piece.resize(std::min<uint64_t>(kBufferIds, flushed_ - first));
    if (!ReadAt(first, absl::MakeSpan(piece))) {
      Fail(kReadBack, errno);
      break;
    }
    visit(piece);
  }
  return status_;
}

absl::Status EncodedCorpusWriter::Rewrite(absl::Span<const uint32_t> new_ids) {
  if (!Flush()) return status_;
  std::atomic<int> read_error{0};
  std::atomic<int> write_error{0};
  const auto rewrite = [&](int64_t begin, int64_t end) {
    if (read_error != 0 || write_error != 0) return;
    const auto first = static_cast<uint64_t>(begin);
    std::vector<uint32_t> piece(static_cast<size_t>(end - begin));
    if (!ReadAt(first, absl::MakeSpan(piece))) {
      read_error = errno;
      return;
    }
    for (uint32_t& id : piece) id = new_ids[id];
    if (!WriteAt(first, piece)) write_error = errno;
  };
  ParallelForTiles(static_cast<int64_t>(flushed_), kBufferIds, rewrite);
  if (read_error != 0) {
    Fail(kReadBack, read_error);
  } else if (write_error != 0) {
    Fail(kWrite, write_error);
  }
  return status_;
}

absl::Status EncodedCorpusWriter::MoveToEnd(absl::Span<const Range> ranges) {
  if (!Flush()) return status_;
  std::vector<uint32_t> moved;
  std::vector<uint32_t> piece;
  // Where the next of the ids that stay are written.
  uint64_t to = ranges.empty() ? flushed_ : ranges[0].begin;
  for (size_t i = 0; i < ranges.size(); ++i) {
    const size_t before = moved.size();
    moved.resize(before + ranges[i].end - ranges[i].begin);
    if (!ReadAt(ranges[i].begin, absl::MakeSpan(moved).subspan(before))) {
      Fail(kReadBack, errno);
      return status_;
    }
    const uint64_t end = i + 1 < ranges.size() ? ranges[i + 1].begin : flushed_;
    for (uint64_t from = ranges[i].end; from < end; from += piece.size()) {
      piece.resize(std::min<uint64_t>(kBufferIds, end - from));
      if (!ReadAt(from, absl::MakeSpan(piece))) {
        Fail(kReadBack, errno);
        return status_;
      }
      if (!WriteAt(to, piece)) {
        Fail(kWrite, errno);
        return status_;
      }
      to += piece.size();
    }
  }
  if (!WriteAt(to, moved)) Fail(kWrite, errno);
  return status_;
}

absl::StatusOr<EncodedCorpus> EncodedCorpusWriter::Finish() {
  if (!Flush()) return status_;
  if (size_ == 0) return EncodedCorpus();
  void* const mapped =
      mmap(nullptr, size_ * sizeof(uint32_t), PROT_READ, MAP_SHARED, descriptor_, 0);
  if (mapped == MAP_FAILED) {
    Fail("map a temporary file", errno);
    return status_;
  }
  return EncodedCorpus(static_cast<const uint32_t*>(mapped), size_);
}

}  // namespace windowlm
