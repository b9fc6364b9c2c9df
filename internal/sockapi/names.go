package sockapi

import (
	"path"
	"slices"
	"strings"
)

// socketVariables are environment variables that hold a directory in which
// programs make their sockets. Those whose name has "SOCK" in it need no row.
var socketVariables = []string{
	"XDG_RUNTIME_DIR", // XDG Base Directory Specification: "communication and synchronization purposes"
	"TMUX_TMPDIR",     // tmux(1)
	"SCREENDIR",       // screen(1)
}

// NamesSocket reports whether text, the beginning of something longer or the name
// of a field, says that a Unix socket follows, or a directory for sockets:
// "unix://", "--unixsocket=", "SSH_AUTH_SOCK=", "XDG_RUNTIME_DIR=", "SocketPath".
func NamesSocket(text string) bool {
	lower := strings.ToLower(text)
	if strings.Contains(lower, "sock") && !strings.Contains(lower, "websocket") && !strings.Contains(lower, "socks") {
		return !strings.Contains(lower, "/") || strings.Contains(lower, "=")
	}
	name, _, set := strings.Cut(text, "=")
	if lower == "/unix" || strings.HasPrefix(lower, "/unix/") { // multiaddr: github.com/multiformats/multiaddr
		return true
	}
	return set && slices.Contains(socketVariables, name) || strings.Contains(lower, "unix:")
}

// IsSocketPath reports whether the path, or the end of one, is by its last element
// that of a Unix socket.
func IsSocketPath(name string) bool {
	return strings.Contains(strings.ToLower(path.Base(name)), "sock")
}

// socketFlags are the flags of programs that a socket, or a directory for them,
// follows, where the flag does not say so by itself. Sources: their manual pages.
var socketFlags = map[string][]string{
	"memcached":   {"-s"},
	"postgres":    {"-k"},
	"postmaster":  {"-k"},
	"ssh":         {"-S"},
	"ssh-agent":   {"-a"},
	"tmux":        {"-S"},
	"uvicorn":     {"--uds"},
	"virtiofsd":   {"--socket-path"},
	"dbus-daemon": {"--address"},
}

// IsSocketFlag reports whether the argument of a program is a flag that the name of
// a Unix socket follows, or that of a directory for them.
func IsSocketFlag(program, flag string) bool {
	return strings.HasPrefix(flag, "-") && NamesSocket(flag) || slices.Contains(socketFlags[ProgramName(program)], flag)
}
