//go:build linux || darwin || freebsd || windows

package advice

import (
	"os/exec"
	"strconv"

	"fake/freeport"
)

func haproxyElsewhere() error {
	return exec.Command("haproxy", "-p", strconv.Itoa(freeport.GetPort())).Run() // want `; haproxy can listen on a Unix socket instead: bind unix@PATH$`
}
