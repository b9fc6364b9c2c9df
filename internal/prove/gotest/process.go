//go:build unix

package gotest

import (
	"context"
	"os/exec"
	"syscall"
	"time"
)

// command returns a command in a process group of its own, which is ended with the
// context.
func command(ctx context.Context, dir string, env []string, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = dir, env
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	// Of what a test has started and left behind, with its output open, nobody waits.
	cmd.WaitDelay = 5 * time.Second
	return cmd
}
