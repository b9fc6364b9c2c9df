package advice

import (
	"os"
	"os/exec"
	"strconv"

	"fake/freeport"
)

func haproxyOnLinux() error {
	return exec.Command("haproxy", "-p", strconv.Itoa(freeport.GetPort())).Run() // want `; haproxy can listen on an abstract Unix socket instead: bind abns@NAME$`
}

func redisOnLinux() error {
	return exec.Command("redis-server", "--port", strconv.Itoa(freeport.GetPort())).Run() // want `; redis-server can listen on a Unix socket instead: --port 0 --unixsocket PATH$`
}

func itselfOnLinux() error {
	return exec.Command(os.Args[0], strconv.Itoa(freeport.GetPort())).Run() // want `; pass it the open socket in ExtraFiles, or an abstract Unix socket: docs/portrace.md#a-child-of-your-own$`
}
