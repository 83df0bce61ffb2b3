mlDeploy resource: 'deployment/a', restart: true
