package main

import (
	"cmp"
	"runtime/debug"
)

// ownVersion returns the version of the module that the command was built from.
func ownVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	return version(info)
}

// version returns the version that the go command has stamped: the tag, or a
// pseudo-version with the time and the revision. It says "(devel)" where it knows
// none; then the revision may be there alone.
func version(info *debug.BuildInfo) string {
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	v := cmp.Or(info.Main.Version, "(devel)")
	if revision := settings["vcs.revision"]; v == "(devel)" && revision != "" {
		v += "-" + revision[:min(len(revision), 12)]
		if settings["vcs.modified"] == "true" {
			v += "+dirty"
		}
	}
	return v
}
