//go:build unix

package holder

import (
	"fmt"
	"os"
	"syscall"
)

// A socket is a Unix socket with a name that receives datagrams, and descriptors with them.
// It does without package net, which would have the command linked with the C library, and
// start later wherever it is called.
type socket struct {
	file *os.File
	name string
}

// open returns a socket for datagrams that programs that are started do not inherit.
func open() (int, error) {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_DGRAM, 0)
	if err != nil {
		return 0, os.NewSyscallError("socket", err)
	}
	syscall.CloseOnExec(fd)
	return fd, nil
}

// listen returns a socket of that name.
func listen(name string) (*socket, error) {
	fd, err := open()
	if err != nil {
		return nil, err
	}
	if err = os.NewSyscallError("bind", syscall.Bind(fd, &syscall.SockaddrUnix{Name: name})); err == nil {
		err = os.NewSyscallError("fcntl", syscall.SetNonblock(fd, true)) // so that closing it ends a read
	}
	if err != nil {
		syscall.Close(fd) // nothing was written to it
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &socket{os.NewFile(uintptr(fd), name), name}, nil
}

// read receives a datagram: n bytes of text, and m of what comes with it. The error tells
// that the socket is closed.
func (s *socket) read(text, rights []byte) (n, m int, err error) {
	conn, err := s.file.SyscallConn()
	if err != nil {
		return 0, 0, err
	}
	var received error
	err = conn.Read(func(fd uintptr) bool {
		syscall.ForkLock.RLock()
		defer syscall.ForkLock.RUnlock()
		n, m, _, _, received = syscall.Recvmsg(int(fd), text, rights, 0)
		for received == syscall.EINTR {
			n, m, _, _, received = syscall.Recvmsg(int(fd), text, rights, 0)
		}
		if received == nil {
			keep(rights[:m])
		}
		return received != syscall.EAGAIN
	})
	if err == nil {
		err = os.NewSyscallError("recvmsg", received)
	}
	return n, m, err
}

// keep has the descriptors that came with a datagram not inherited. What is wrong with them
// is for who takes them apart to say.
func keep(rights []byte) {
	sockets, err := descriptors(rights)
	if err != nil {
		return
	}
	for _, fd := range sockets {
		syscall.CloseOnExec(fd)
	}
}

// send sends a datagram to the socket of that name.
func send(name string, text []byte) error {
	fd, err := open()
	if err != nil {
		return err
	}
	err = os.NewSyscallError("sendto", syscall.Sendto(fd, text, 0, &syscall.SockaddrUnix{Name: name}))
	if closing := os.NewSyscallError("close", syscall.Close(fd)); err == nil {
		err = closing
	}
	return err
}
