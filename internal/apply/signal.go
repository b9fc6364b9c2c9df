package apply

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// ErrInterrupted says that a signal came that asks the process to end.
var ErrInterrupted = errors.New("interrupted")

// Uninterrupted calls do for each of the changes. A signal that asks the process to end
// waits for the change in hand, and the rest is not done then: the last error says so. Any
// other error is one of do, and no reason to stop.
func Uninterrupted(changes []*Change, do func(*Change) error) (done []*Change, errs []error) {
	signals := make(chan os.Signal, 1)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		if !signal.Ignored(s) { // as nohup has it
			signal.Notify(signals, s)
		}
	}
	defer signal.Stop(signals)
	for i, change := range changes {
		if err := do(change); err == nil {
			done = append(done, change)
		} else {
			errs = append(errs, err)
		}
		select {
		case s := <-signals:
			return done, append(errs, fmt.Errorf("sockvet: %w (%v), %d of %d files left", ErrInterrupted, s, len(changes)-i-1, len(changes)))
		default:
		}
	}
	return done, errs
}
