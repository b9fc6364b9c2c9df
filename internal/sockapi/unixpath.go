package sockapi

import (
	"strings"
	"unicode"
)

// The paths of Unix sockets: how long they can be on each system, where those are abstract
// names, and how long the directory is that a test gets.

// maxUnixPaths has, by GOOS, how many bytes of sun_path a path can have. The kernel has one
// byte more, for the NUL at the end. Package syscall refuses more with EINVAL, before any
// system call: RawSockaddrUnix in $GOROOT/src/syscall/ztypes_GOOS_GOARCH.go has the array, of
// which SockaddrUnix.sockaddr in syscall_linux.go, syscall_bsd.go, syscall_solaris.go and
// syscall_windows.go fills all but the last byte.
//
// Left out: AIX, where the array has 1023 bytes, and systems without Unix sockets.
var maxUnixPaths = map[string]int{
	"linux": 107, "android": 107, "windows": 107, "solaris": 107, "illumos": 107,
	"darwin": 103, "ios": 103, "freebsd": 103, "netbsd": 103, "openbsd": 103, "dragonfly": 103,
}

// MaxUnixPath returns how many bytes a path of a Unix socket can have on the system goos; 0
// if that is not known.
func MaxUnixPath(goos string) int { return maxUnixPaths[goos] }

// abstractMore is by how much an abstract name can be longer, which has no NUL at its end: the
// same functions of syscall_linux.go and syscall_windows.go. That of Solaris refuses it.
var abstractMore = map[string]int{"linux": 1, "android": 1, "windows": 1}

// MaxAbstractName returns how many bytes an abstract name can have on the system goos, with the
// @ or NUL that it begins with; 0 if there are none.
func MaxAbstractName(goos string) int {
	if !HasAbstractNames(goos) {
		return 0
	}
	return maxUnixPaths[goos] + abstractMore[goos]
}

// HasAbstractNames reports whether a name that begins with @ or NUL is no file on the system
// goos: package syscall makes an @ a NUL there (see [MaxUnixPath]). syscall_bsd.go knows
// nothing of that: on macOS and the BSDs "@x" is a file in the current directory, which a
// listener does not remove when it is closed ($GOROOT/src/net/unixsock_posix.go).
func HasAbstractNames(goos string) bool {
	switch goos {
	case "linux", "android", "windows", "solaris", "illumos":
		return true
	}
	return false
}

// IsAbstractName reports whether a path is an abstract name, where there are any.
func IsAbstractName(path string) bool {
	return strings.HasPrefix(path, "@") || strings.HasPrefix(path, "\x00")
}

// tempRoots has, by GOOS, how long the directory for temporary files is as os.TempDir
// returns it, with a slash behind: "/tmp" where TMPDIR is not set ($GOROOT/src/os/file_unix.go),
// and on macOS, where it is set for everybody, "/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T/"
// (confstr(3), _CS_DARWIN_USER_TEMP_DIR), whose two names have 2 and 30 bytes.
var tempRoots = map[string]int{
	"linux": len("/tmp/"), "freebsd": len("/tmp/"), "netbsd": len("/tmp/"), "openbsd": len("/tmp/"), "dragonfly": len("/tmp/"),
	"darwin": len("/var/folders/") + 2 + len("/") + 30 + len("/T/"),
}

// TempRootLength returns how many bytes the directory for temporary files usually has on the
// system goos, with the slash that follows; 0 if that is not known.
func TempRootLength(goos string) int { return tempRoots[goos] }

// maxTestDirName is how many bytes of the name of a test testing.T.TempDir takes, and
// testDirTail what it adds: a random number of 32 bits, which has 10 digits three times out of
// four, and the number of the directory. Source: makeTempDir in $GOROOT/src/testing/testing.go,
// and nextRandom in $GOROOT/src/os/tempfile.go. Measured with Go 1.26.8: under /tmp, a name of
// 64 bytes or more makes 83 bytes.
const (
	maxTestDirName = 64
	testDirTail    = len("4294967295") + len("/001")
)

// TestDirLength returns how many bytes the path has, at most, that testing.T.TempDir returns
// on the system goos in a test of that name: see [TestName]. It is 0 if that is not known.
func TestDirLength(goos, name string) int {
	root := TempRootLength(goos)
	if root == 0 {
		return 0
	}
	// What is no letter and no number goes after the cut, but for these: in the same function.
	const allowed = "!#$%&()+,-.=@^_{}~ "
	kept := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || strings.ContainsRune(allowed, r) {
			return r
		}
		return -1
	}, name[:min(len(name), maxTestDirName)])
	return root + len(kept) + testDirTail
}

// TestName returns the name of the subtest that a test runs by a name: spaces become
// underscores. Source: rewrite in $GOROOT/src/testing/match.go.
func TestName(test, sub string) string {
	return test + "/" + strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return '_'
		}
		return r
	}, sub)
}
