// The subcommands, one file each. Each does its work on the data folder and prints its result to standard output; an
// error is for main to print, on one line. `busy` means that a running kiosk holds the folder.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/result.h"
#include "kiosk/cli.h"

namespace kiosk {

using Folder = std::filesystem::path;

base::Result<void> event_add(const Folder& data, const EventAdd& command);
base::Result<void> event_list(const Folder& data, const EventList& command);
base::Result<void> event_open(const Folder& data, const EventOpen& command);
base::Result<void> event_edit(const Folder& data, const EventEdit& command);
base::Result<void> person_add(const Folder& data, const PersonAdd& command);
base::Result<void> person_bind(const Folder& data, const PersonBind& command);
base::Result<void> person_unbind(const Folder& data, const PersonUnbind& command);
base::Result<void> person_edit(const Folder& data, const PersonEdit& command);
base::Result<void> person_merge(const Folder& data, const PersonMerge& command);
base::Result<void> person_part(const Folder& data, const PersonPart& command);
base::Result<void> person_erase(const Folder& data, const PersonErase& command);
base::Result<void> person_list(const Folder& data, const PersonList& command);
base::Result<void> import_guests(const Folder& data, const Import& command);
base::Result<void> export_attendance(const Folder& data, const Export& command);
base::Result<void> backup(const Folder& data, const Backup& command);
base::Result<void> restore(const Folder& data, const Restore& command);
base::Result<void> pin_set(const Folder& data, const PinSet& command);
base::Result<void> staff_add(const Folder& data, const StaffAdd& command);
base::Result<void> staff_remove(const Folder& data, const StaffRemove& command);
base::Result<void> staff_list(const Folder& data, const StaffList& command);

base::Result<void> enrol(const Folder& data, const Enrol& command);

base::Result<void> gallery(const Gallery& command, const Config& config);

// The configuration may be what is wrong: then its error is one of the findings. False if a check failed.
using LineSink = std::function<void(const std::string& line)>;
bool doctor(const Folder& data, const base::Result<Config>& config, const LineSink& sink);
// A text for whoever helps, without names, card numbers and secrets. `config_file` as in Invocation.
base::Result<void> support(const Folder& data, const base::Result<Config>& config,
                           const std::filesystem::path& config_file, const Support& command);

}  // namespace kiosk
