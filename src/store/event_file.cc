#include "src/store/event_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/input/byte_source.h"
#include "src/store/atomic_file.h"
#include "src/store/record_file.h"

namespace windowlm {
namespace {

namespace fs = std::filesystem;

constexpr absl::string_view kVersion = "brain.Event:2";
constexpr absl::string_view kNameStart = "events.out.tfevents.";

absl::Status CannotWrite(absl::string_view path, int error_number) {
  return absl::Status(
      absl::ErrnoToStatusCode(error_number),
      absl::StrCat("cannot write ", path, ": ", std::generic_category().message(error_number)));
}

// The name of this host, made fit for the name of a file.
std::string HostName() {
  char name[HOST_NAME_MAX + 1] = "";
  gethostname(name, HOST_NAME_MAX);
  std::string host = name;
  for (char& c : host) {
    if (c == '/') c = '-';
  }
  return host.empty() ? "localhost" : host;
}

}  // namespace

absl::StatusOr<std::unique_ptr<EventFileWriter>> EventFileWriter::Create(absl::string_view folder,
                                                                         double wall_time) {
  std::error_code error;
  fs::create_directories(std::string(folder), error);
  if (error) return CannotWrite(folder, error.value());
  // One process may begin several logs in one second.
  const std::string start = absl::StrFormat("%s/%s%010d.%s.%d", folder, kNameStart,
                                            static_cast<int64_t>(wall_time), HostName(), getpid());
  std::string path;
  int descriptor = -1;
  for (int number = 0; descriptor < 0; ++number) {
    path = absl::StrCat(start, ".", number);
    descriptor = open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0 && errno != EEXIST) return CannotWrite(path, errno);
  }
  auto file = absl::WrapUnique(new EventFileWriter(std::move(path), descriptor));
  Event version;
  version.set_wall_time(wall_time);
  version.set_file_version(std::string(kVersion));
  if (absl::Status status = file->Write(version); !status.ok()) return status;
  return file;
}

EventFileWriter::EventFileWriter(std::string path, int descriptor)
    : path_(std::move(path)), descriptor_(descriptor) {}

EventFileWriter::~EventFileWriter() { close(descriptor_); }

absl::Status EventFileWriter::Write(const Event& event) {
  if (!status_.ok()) return status_;
  std::string record;
  RecordWriter writer([&record](absl::string_view bytes) {
    absl::StrAppend(&record, bytes);
    return absl::OkStatus();
  });
  if (status_ = writer.Write(event.SerializeAsString()); !status_.ok()) return status_;
  // The record is written in one piece, so that a concurrent reader hardly ever sees a part of it.
  for (absl::string_view rest = record; !rest.empty();) {
    const ssize_t count = write(descriptor_, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return status_ = CannotWrite(path_, errno);
    rest.remove_prefix(static_cast<size_t>(count));
  }
  return absl::OkStatus();
}

absl::Status CheckEventFolder(absl::string_view folder) {
  if (folder.empty()) return absl::InvalidArgumentError("the name of the log's folder is empty");
  // The folder, or the nearest existing one above it, in which it would be created.
  fs::path existing = std::string(folder);
  std::error_code error;
  while (!fs::exists(existing, error)) {
    // What cannot be looked at is not taken for missing, or the search would not end.
    if (error) return CannotWrite(folder, error.value());
    if (existing == ".") return CannotWrite(folder, ENOENT);
    existing = existing.has_parent_path() && existing.parent_path() != existing
                   ? existing.parent_path()
                   : fs::path(".");
  }
  if (!fs::is_directory(existing, error)) {
    return absl::FailedPreconditionError(absl::StrCat("cannot write a log to ", folder, ": ",
                                                      existing.string(), " is not a folder"));
  }
  return CheckWritable((existing / std::string(kNameStart)).string());
}

absl::StatusOr<std::vector<std::string>> EventFilesIn(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (absl::StrContains(entry->path().filename().string(), "tfevents")) {
      files.push_back(entry->path().string());
    }
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    return absl::Status(absl::ErrnoToStatusCode(error.value()),
                        absl::StrCat("cannot read ", folder, ": ", error.message()));
  }
  std::sort(files.begin(), files.end());
  return files;
}

absl::Status ReadEvents(absl::string_view path,
                        absl::FunctionRef<absl::Status(const Event& event)> take) {
  absl::StatusOr<std::unique_ptr<ByteSource>> source = ByteSource::OpenFile(path);
  if (!source.ok()) return source.status();
  RecordReader reader(*std::move(source));
  if (reader.AtEnd()) {
    return absl::InvalidArgumentError(absl::StrCat(path, " is not a training log: it is empty"));
  }
  Event event;
  for (bool first = true; !reader.AtEnd(); first = false) {
    const absl::StatusOr<absl::string_view> payload = reader.Next();
    if (!payload.ok()) {
      return !first && reader.cut_off() ? absl::OkStatus() : payload.status();
    }
    const bool parsed = event.ParseFromArray(payload->data(), static_cast<int>(payload->size()));
    if (first && !(parsed && event.file_version() == kVersion)) {
      return absl::InvalidArgumentError(
          absl::StrCat(path, " is not a training log: its first record is not \"", kVersion, "\""));
    }
    if (!parsed)
      return DamagedAt(path, reader.record_offset(), "expected an event, found another payload");
    if (absl::Status status = take(event); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace windowlm
