#ifndef WINDOWLM_SRC_STORE_EVENT_FILE_H_
#define WINDOWLM_SRC_STORE_EVENT_FILE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "proto/event_file.pb.h"

namespace windowlm {

// A file of events that TensorBoard reads: records (record_file.h) whose payloads are Event
// messages, the first with the file's version. It grows while the program runs, so unlike the
// program's other files it has its name from the start. A program that dies leaves all events that
// it wrote, followed at most by a part of one more.
//
// Errors name the file and what the system said; the first one is returned by every later call.
// One thread at a time.
class EventFileWriter {
 public:
  // Creates a file in `folder`, and the folder too if there is none. The file's name holds
  // `wall_time` in whole seconds, the host and the process, as TensorBoard expects: it reads the
  // oldest file of a folder first.
  static absl::StatusOr<std::unique_ptr<EventFileWriter>> Create(absl::string_view folder,
                                                                 double wall_time);
  ~EventFileWriter();
  EventFileWriter(const EventFileWriter&) = delete;
  EventFileWriter& operator=(const EventFileWriter&) = delete;

  // Appends an event. When this returns, other programs can read it in the file; it may not survive
  // a crash of the machine.
  absl::Status Write(const Event& event);

  const std::string& path() const { return path_; }

 private:
  EventFileWriter(std::string path, int descriptor);

  const std::string path_;
  const int descriptor_;
  absl::Status status_;
};

// Checks that Create could make its file in `folder`; meant to be called before long work. Leaves
// nothing behind, not even the folder.
absl::Status CheckEventFolder(absl::string_view folder);

// The paths of the files in a folder that TensorBoard would read, sorted, so that the oldest comes
// first. Empty if there is no such folder.
absl::StatusOr<std::vector<std::string>> EventFilesIn(const std::string& folder);

// Calls take(event) for each event of a file, in order; the first must hold the file's version. A
// last record that is cut off is left out: its writer died, or is still writing. Errors: those of
// ByteSource and RecordReader; a payload that is not an event; those of `take`.
absl::Status ReadEvents(absl::string_view path,
                        absl::FunctionRef<absl::Status(const Event& event)> take);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_STORE_EVENT_FILE_H_
