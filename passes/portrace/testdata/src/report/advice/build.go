//go:build linux && !appengine

package advice

import (
	"os/exec"
	"strconv"

	"fake/freeport"
)

func haproxyByTag() error {
	return exec.Command("haproxy", "-p", strconv.Itoa(freeport.GetPort())).Run() // want `; haproxy can listen on an abstract Unix socket instead: bind abns@NAME$`
}
