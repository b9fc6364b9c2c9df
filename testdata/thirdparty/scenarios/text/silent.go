package text

import (
	"bytes"
	"net"
	"os"
	"strconv"

	"github.com/BurntSushi/toml"
	"github.com/phayes/freeport"
	gopkgyamlv3 "gopkg.in/yaml.v3"
	sigsyaml "sigs.k8s.io/yaml"
)

// The server is there while the file says where.
func held(name string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	data, err := gopkgyamlv3.Marshal(config{Listen: l.Addr().String()})
	if err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o600)
}

// What is written is another configuration.
func otherConfig(name string) error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	dead := config{Port: port}
	if data, err := gopkgyamlv3.Marshal(dead); err != nil || len(data) == 0 {
		return err
	}
	data, err := gopkgyamlv3.Marshal(config{Port: 8080})
	if err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o600)
}

// What comes back is dialled.
func dialled() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	var c config
	if err := sigsyaml.Unmarshal([]byte("listen: 127.0.0.1:"+strconv.Itoa(port)), &c); err != nil {
		return err
	}
	conn, err := net.Dial("tcp", c.Listen)
	if err != nil {
		return err
	}
	return conn.Close()
}

// A buffer is no file.
func compared(want string) (bool, error) {
	port, err := freeport.GetFreePort()
	if err != nil {
		return false, err
	}
	var b bytes.Buffer
	if err := toml.NewEncoder(&b).Encode(config{Port: port}); err != nil {
		return false, err
	}
	return b.String() == want, nil
}

// The port that is bound is a constant of the text.
func constant() (net.Listener, error) {
	var c config
	if _, err := toml.Decode("listen = ':8080'", &c); err != nil {
		return nil, err
	}
	return net.Listen("tcp", c.Listen)
}
