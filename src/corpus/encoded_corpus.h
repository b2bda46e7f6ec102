// A text as word ids in a temporary file, so that memory does not grow with the text.

#ifndef WINDOWLM_SRC_CORPUS_ENCODED_CORPUS_H_
#define WINDOWLM_SRC_CORPUS_ENCODED_CORPUS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace windowlm {

// The ids, mapped read-only from a file that disappears with this object. Safe for any number of
// threads.
class EncodedCorpus {
 public:
  EncodedCorpus() = default;
  EncodedCorpus(EncodedCorpus&& other) noexcept;
  EncodedCorpus& operator=(EncodedCorpus&& other) noexcept;
  ~EncodedCorpus();

  size_t size() const { return size_; }
  absl::Span<const uint32_t> ids() const { return absl::MakeConstSpan(data_, size_); }

 private:
  friend class EncodedCorpusWriter;
  EncodedCorpus(const uint32_t* data, size_t size) : data_(data), size_(size) {}

  const uint32_t* data_ = nullptr;
  size_t size_ = 0;
};

// Writes the ids to a file without a name in $TMPDIR, or in /tmp. For one thread. After the first
// error, calls do nothing and return it.
class EncodedCorpusWriter {
 public:
  EncodedCorpusWriter();
  ~EncodedCorpusWriter();
  EncodedCorpusWriter(const EncodedCorpusWriter&) = delete;
  EncodedCorpusWriter& operator=(const EncodedCorpusWriter&) = delete;

  // Append ids. They return false if writing failed, which may show only in a later call.
  bool Append(uint32_t id) {
    buffer_.push_back(id);
    ++size_;
    return buffer_.size() < kBufferIds || Flush();
  }

  bool Append(absl::Span<const uint32_t> ids) {
    buffer_.insert(buffer_.end(), ids.begin(), ids.end());
    size_ += ids.size();
    return buffer_.size() < kBufferIds || Flush();
  }

  // The number of ids appended.
  uint64_t size() const { return size_; }

  // Errors: the folder is not there or not writable, the disk is full.
  const absl::Status& status() const { return status_; }

  // Calls `visit` with all ids, in order, in pieces.
  absl::Status Visit(absl::FunctionRef<void(absl::Span<const uint32_t>)> visit);

  // The places of ids, from `begin` to before `end`.
  struct Range {
    uint64_t begin;
    uint64_t end;
  };

  // Moves the ids of these ranges, which ascend, behind all others; each part keeps its order. What
  // is moved is in memory meanwhile.
  absl::Status MoveToEnd(absl::Span<const Range> ranges);

  // Replaces each id by new_ids[id], on the program's threads. Every id must be below
  // new_ids.size().
  absl::Status Rewrite(absl::Span<const uint32_t> new_ids);

  // Returns the ids as a corpus. Must be the last call.
  absl::StatusOr<EncodedCorpus> Finish();

 private:
  static constexpr size_t kBufferIds = size_t{1} << 16;

  bool Flush();
  // Read or write ids from place `first` on. They return false on an error, for which errno says
  // why. Any number of threads may call them.
  bool ReadAt(uint64_t first, absl::Span<uint32_t> ids) const;
  bool WriteAt(uint64_t first, absl::Span<const uint32_t> ids) const;
  bool Fail(const char* what, int error);

  std::string folder_;
  int descriptor_ = -1;
  absl::Status status_;
  std::vector<uint32_t> buffer_;
  uint64_t flushed_ = 0;
  uint64_t size_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_ENCODED_CORPUS_H_
