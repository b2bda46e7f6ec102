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
// messages, the first with the file's version. It grows while its program runs, so unlike the
// program's other files it is under its name from the start; a program that dies leaves all
// events that it wrote, and at most a piece of the one after them.
//
// Errors name the file and what the system said; the first one is returned by every later call.
// One thread at a time.
class EventFileWriter {
 public:
  // Creates the folder too, if there is none. The file's name says `wall_time`, in whole seconds,
  // the host and the process, as TensorBoard wants it: of several files in a folder it reads the
  // oldest first.
  static absl::StatusOr<std::unique_ptr<EventFileWriter>> Create(absl::string_view folder,
                                                                 double wall_time);
  ~EventFileWriter();
  EventFileWriter(const EventFileWriter&) = delete;
  EventFileWriter& operator=(const EventFileWriter&) = delete;

  // The event is in the file when this returns, for other programs to read; whether it outlives a
  // crash of the machine is for the system to say.
  absl::Status Write(const Event& event);

  const std::string& path() const { return path_; }

 private:
  EventFileWriter(std::string path, int descriptor);

  const std::string path_;
  const int descriptor_;
  absl::Status status_;
};

// Whether Create could make its file in `folder`: to be asked before long work. Leaves nothing
// behind, not even the folder.
absl::Status CheckEventFolder(absl::string_view folder);

// The files in a folder that TensorBoard would look into, by their names, the oldest first. None
// where there is no such folder.
absl::StatusOr<std::vector<std::string>> EventFilesIn(const std::string& folder);

// Calls take(event) for each event of a file, in order; the first must have the version. A record
// that the file's end cuts is left out: whoever wrote it died, or writes still. Errors: those of
// ByteSource and RecordReader; a payload that is no event; those of `take`.
absl::Status ReadEvents(absl::string_view path,
                        absl::FunctionRef<absl::Status(const Event& event)> take);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_STORE_EVENT_FILE_H_
