//go:build unix

package gotest

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/sockvet/sockvet/internal/prove/overlay"
)

// WrapArg is the first argument of the command when go test has it start a test binary:
// it is followed by a folder, the binary and its arguments.
const WrapArg = "prove-exec"

// binary is where a test binary is kept, to run it again.
func binary(folder, dir string) string {
	h := fnv.New64a()
	io.WriteString(h, dir) // never fails
	return filepath.Join(folder, fmt.Sprintf("%016x.test", h.Sum64()))
}

// Wrap keeps a test binary and becomes it. It returns only with an error.
func Wrap(args []string) error {
	if len(args) < 2 {
		return errors.New("this is for go test -exec")
	}
	folder, from, rest := args[0], args[1], args[2:]
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	to := binary(folder, dir)
	if err := keep(from, to); err != nil {
		return err
	}
	text, err := json.Marshal(rest)
	if err != nil {
		return err
	}
	if err := os.WriteFile(to+".args", text, 0o666); err != nil {
		return err
	}
	return syscall.Exec(to, append([]string{from}, rest...), append(os.Environ(), overlay.RunEnv+"="+dir))
}

// keep links or copies a file.
func keep(from, to string) error {
	if os.Link(from, to) == nil {
		return nil
	}
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o777)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Close())
}

// arguments returns those of a kept binary, without those that choose tests and say how
// to print.
func arguments(binary string) ([]string, error) {
	text, err := os.ReadFile(binary + ".args")
	if err != nil {
		return nil, err
	}
	var all, kept []string
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, err
	}
	for _, arg := range all {
		name, _, _ := strings.Cut(arg, "=")
		if name != "-test.run" && name != "-test.v" {
			kept = append(kept, arg)
		}
	}
	return kept, nil
}
