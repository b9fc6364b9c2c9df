package memory

import (
	"net"
	"os/exec"
)

// What is set only sometimes, or after the use, leaves what an earlier call left.
type worker struct {
	l    net.Listener
	addr string
}

func (w *worker) reserve() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	w.addr = l.Addr().String()
	return l.Close() // want `handed to exec.Command`
}

func (w *worker) fallback() {
	if w.addr == "" {
		w.addr = "localhost:8080"
	}
}

func (w *worker) launch() error { return exec.Command("child", "-listen", w.addr).Run() }

func (w *worker) Start() error {
	w.fallback()
	return w.launch()
}

// The port that one round frees is used in the next one.
type round struct {
	addr string
}

func (r *round) free() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	r.addr = l.Addr().String()
	return l.Close() // want `handed to exec.Command`
}

func (r *round) use() error { return exec.Command("child", "-listen", r.addr).Run() }

func (r *round) Next() error {
	if err := r.use(); err != nil {
		return err
	}
	return r.free()
}

var _ = (*worker).reserve
