#ifndef WINDOWLM_SRC_INPUT_BYTE_INPUT_H_
#define WINDOWLM_SRC_INPUT_BYTE_INPUT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace windowlm {

// A source of bytes that is read once, from its start to its end. For one thread.
class ByteInput {
 public:
  virtual ~ByteInput() = default;

  // Fills buffer[0 .. capacity) and returns how many bytes it holds now: all of it unless
  // the input ended, or gives what has arrived; 0 at the end. capacity > 0. After an error there is
  // nothing to read.
  virtual absl::StatusOr<size_t> Read(char* buffer, size_t capacity) = 0;
};

// How messages name the input `path`: "-" is "standard input".
std::string InputName(const std::string& path);

// The same of several inputs, all of them if they are few: "a.txt, b.txt, c.txt and 97 more".
std::string InputNames(absl::Span<const std::string> paths);

// Checks that there is a file `path` that may be read. Does not open it, since a pipe can be opened
// only once. Meant for early errors about inputs that are read late.
absl::Status CheckReadable(const std::string& path);

// How an input waits for bytes that come late, from a pipe or a terminal.
enum class Arrival {
  // It waits for as many as are asked for.
  kWhole,
  // It gives what is there, once it has a line's end among it, so that a line can be answered
  // before the next one is written.
  kByLine,
};

// The bytes of a file, or of standard input for the path "-", with a view of the next ones.
class FileInput : public ByteInput {
 public:
  static constexpr size_t kBufferBytes = size_t{1} << 17;

  // Errors: no such file, no permission, a folder.
  static absl::StatusOr<std::unique_ptr<FileInput>> Open(const std::string& path,
                                                         Arrival arrival = Arrival::kWhole);
  ~FileInput() override;
  FileInput(const FileInput&) = delete;
  FileInput& operator=(const FileInput&) = delete;

  absl::StatusOr<size_t> Read(char* buffer, size_t capacity) override;

  // The next bytes, without taking them: kBufferBytes at most, at least one unless the file
  // has ended, at least 16 unless it ends before, or a line does that is to be given at once.
  // Valid until the next call.
  absl::StatusOr<absl::string_view> Peek();

  // Takes the first `bytes` bytes that Peek showed.
  void Skip(size_t bytes);

  // Bytes taken so far.
  uint64_t offset() const { return offset_; }

  const std::string& name() const { return name_; }

 private:
  FileInput(std::string name, int descriptor, bool owned, Arrival arrival);
  // Whether what was read is to be given, and nothing more waited for.
  bool HasEnough() const;

  std::string name_;
  int descriptor_;
  bool owned_;
  Arrival arrival_;
  bool ended_ = false;
  uint64_t offset_ = 0;
  // buffer_[begin_ .. end_) was read from the file and not yet taken.
  std::unique_ptr<char[]> buffer_;
  size_t begin_ = 0;
  size_t end_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_BYTE_INPUT_H_
