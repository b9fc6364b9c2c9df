// Package client dials servers that are not there, to see that clients say so.
// The helper that finds the port is of another package, so what nobody can see
// through would count as a hand-over.
package client

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/nats-io/nats.go"
	"github.com/phayes/freeport"
	amqp "github.com/rabbitmq/amqp091-go"
	"github.com/redis/go-redis/v9"
	clientv3 "go.etcd.io/etcd/client/v3"
)

func noRedis(ctx context.Context) error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	c := redis.NewClient(&redis.Options{Addr: fmt.Sprintf("127.0.0.1:%d", port)})
	defer c.Close()
	return c.Ping(ctx).Err()
}

func noRedisCluster(ctx context.Context) error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	c := redis.NewUniversalClient(&redis.UniversalOptions{Addrs: []string{fmt.Sprintf("127.0.0.1:%d", port)}})
	return c.Ping(ctx).Err()
}

func noPostgres(ctx context.Context) error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	_, err = pgx.Connect(ctx, fmt.Sprintf("postgres://127.0.0.1:%d/db", port))
	return err
}

func noPostgresPool(ctx context.Context) error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	pool, err := pgxpool.New(ctx, fmt.Sprintf("postgres://127.0.0.1:%d/db", port))
	if err != nil {
		return err
	}
	defer pool.Close()
	return pool.Ping(ctx)
}

func noPostgresConfig(ctx context.Context) error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	cfg, err := pgx.ParseConfig("postgres://127.0.0.1/db")
	if err != nil {
		return err
	}
	cfg.Port = uint16(port)
	_, err = pgx.ConnectConfig(ctx, cfg)
	return err
}

func noAMQP() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	_, err = amqp.Dial(fmt.Sprintf("amqp://127.0.0.1:%d", port))
	return err
}

func noNATS() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	_, err = nats.Connect(fmt.Sprintf("nats://127.0.0.1:%d", port), nats.MaxReconnects(0))
	return err
}

func noEtcd(ctx context.Context) error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	c, err := clientv3.New(clientv3.Config{Endpoints: []string{fmt.Sprintf("127.0.0.1:%d", port)}})
	if err != nil {
		return err
	}
	_, err = c.Get(ctx, "key")
	return err
}
