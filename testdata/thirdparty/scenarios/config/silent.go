package config

import (
	"fmt"
	"net"
	"net/http"
	"strconv"

	"github.com/caarlos0/env/v11"
	"github.com/knadh/koanf/providers/confmap"
	"github.com/knadh/koanf/v2"
	"github.com/phayes/freeport"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"
)

// Another flag has the port.
func otherFlag() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	fs := pflag.NewFlagSet("client", pflag.ExitOnError)
	n := fs.IntP("port", "p", 8080, "")
	target := fs.Int("target", 0, "")
	if err := fs.Parse([]string{"--target", strconv.Itoa(port)}); err != nil {
		return err
	}
	if _, err := net.Dial("tcp", fmt.Sprintf("localhost:%d", *target)); err != nil {
		return err
	}
	return serve(*n)
}

// Another command has it.
func otherCommand() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	var addr string
	dead, server := new(cobra.Command), new(cobra.Command)
	server.Flags().StringVar(&addr, "listen", "", "")
	dead.SetArgs([]string{"--listen", fmt.Sprintf(":%d", port)})
	return http.ListenAndServe(addr, nil)
}

// Another key has it, or another configuration.
func otherKey() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	v, other := viper.New(), viper.New()
	v.Set("target", port)
	other.Set("port", port)
	return serve(v.GetInt("port"))
}

func otherKeyOfKoanf() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	k := koanf.New(".")
	if err := k.Load(confmap.Provider(map[string]any{"target": port, "port": 8080}, "."), nil); err != nil {
		return err
	}
	return serve(k.Int("port"))
}

// The server is there.
func heldEnvironment() error {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return err
	}
	defer l.Close()
	c, err := env.ParseAsWithOptions[config](env.Options{Environment: map[string]string{"TARGET": l.Addr().String()}})
	if err != nil {
		return err
	}
	_, err = net.Dial("tcp", c.Target)
	return err
}

// Nobody answers.
func dialledByFlag() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	fs := pflag.NewFlagSet("client", pflag.ExitOnError)
	target := fs.String("target", "", "")
	if err := fs.Set("target", fmt.Sprintf("localhost:%d", port)); err != nil {
		return err
	}
	_, err = net.Dial("tcp", *target)
	return err
}
