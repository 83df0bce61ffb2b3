mlDeploy resource: 'deployment/a', restart: true, cloud: 'not-listed'
