package overlay

import (
	"fmt"
	"go/ast"
	"strings"
)

// An edit inserts something into the files of a package. The error says what is not as
// expected.
type edit func(*sources) error

// netEdits are those of package net, after its sources in Go 1.26 and 1.27:
// fd_posix.go, fd_unix.go, sock_posix.go and rawconn.go.
var netEdits = []edit{
	func(s *sources) error {
		t, err := s.structType("netFD")
		if err != nil {
			return err
		}
		if len(t.Fields.List) == 0 {
			return fmt.Errorf("the struct type netFD is empty")
		}
		s.insert(t.Fields.List[0].Pos(), "sv svSocket; ")
		return nil
	},
	deferring("(*netFD).Close", "fd.svClosing()(&svErr)", "fd"),
	deferring("(*netFD).listenStream", "fd.svBound(laddr, &svErr)", "fd", "laddr"),
	deferring("(*netFD).listenDatagram", "fd.svBound(laddr, &svErr)", "fd", "laddr"),
	deferring("(*netFD).dial", "fd.svDial(laddr, raddr, &svErr)", "fd", "laddr", "raddr"),
	using("(*netFD).accept", "Accept"),
	using("(*netFD).Read", "Read"),
	using("(*netFD).readFrom", "ReadFrom"),
	using("(*netFD).readMsg", "ReadMsg"),
	using("(*rawConn).Read", "RawRead"),
	otherReads,
}

// osEdits are those of package os.
var osEdits = []edit{func(s *sources) error {
	f, err := s.function("MkdirTemp")
	if err != nil {
		return err
	}
	if err := s.nameResults(f, [2]string{"svDir", "string"}, [2]string{"svErr", "error"}); err != nil {
		return err
	}
	return s.begin(f, "defer svMade(&svDir, &svErr)")
}}

// deferring defers a call in a function whose only result is an error, with svErr as
// its name.
func deferring(function, call string, params ...string) edit {
	return func(s *sources) error {
		f, err := s.function(function)
		if err != nil {
			return err
		}
		if err := s.nameResults(f, [2]string{"svErr", "error"}); err != nil {
			return err
		}
		return s.begin(f, "defer "+call, params...)
	}
}

// using notes that a socket is used where a function calls a method of its descriptor.
func using(function, method string) edit {
	return func(s *sources) error {
		f, err := s.function(function)
		if err != nil {
			return err
		}
		if s.beforeCalls(f, func(m string) bool { return m == method }) == 0 {
			return fmt.Errorf("%s does not call the %s of a descriptor", function, method)
		}
		return nil
	}
}

// otherReads does the same for the rest of the methods that read.
func otherReads(s *sources) error {
	for _, file := range s.files {
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil || f.Recv == nil {
				continue
			}
			switch s.funcName(f) {
			case "(*netFD).Read", "(*netFD).readFrom", "(*netFD).readMsg":
				continue // done
			}
			if strings.HasPrefix(s.funcName(f), "(*netFD).") {
				s.beforeCalls(f, func(m string) bool { return strings.HasPrefix(m, "Read") })
			}
		}
	}
	return nil
}
